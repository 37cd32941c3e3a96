package godwit.sync.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a query that this server knows; others are nobody's business. */
public final class QueryText {
  private static final Set<String> KNOWN =
      Set.of("ids", "newer", "older", "full", "limit", "offset", "sort", "batch", "commit");

  private final Map<String, String> values;

  private QueryText(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Takes a query apart.
   *
   * @throws Refused with 400 if a known parameter is there twice
   */
  public static QueryText of(@Nullable String rawQuery) {
    Map<String, String> values = new HashMap<>();
    if (rawQuery == null) {
      return new QueryText(values);
    }
    for (String pair : rawQuery.split("&")) {
      int equals = pair.indexOf('=');
      String name = PercentText.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : PercentText.decodeQuery(pair.substring(equals + 1));
      if (KNOWN.contains(name) && values.put(name, value) != null) {
        throw Refused.with(400, ErrorCode.UNSPECIFIED);
      }
    }
    return new QueryText(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
