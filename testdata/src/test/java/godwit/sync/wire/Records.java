package godwit.sync.wire;

import godwit.testdata.client.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON of records, as clients upload it. */
final class Records {
  private Records() {}

  /** A field of an answer, which must be there. */
  static String text(Map<String, Object> object, String name) {
    return Objects.requireNonNull(object.get(name), name).toString();
  }

  /** The same for a time, with the digits it was written with. */
  static BigDecimal time(Map<String, Object> object, String name) {
    return (BigDecimal) Objects.requireNonNull(object.get(name), name);
  }

  static String payload(String payload) {
    return "{\"payload\": " + Json.quote(payload) + "}";
  }

  static String record(String id, String payload) {
    return "{\"id\": " + Json.quote(id) + ", \"payload\": " + Json.quote(payload) + "}";
  }

  static String list(List<String> records) {
    return "[" + String.join(",", records) + "]";
  }

  /** Records {@code r00000} and so on, from one number to another. */
  static String range(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> record(id(i), "payload " + i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  static String id(int i) {
    return "r%05d".formatted(i);
  }
}
