package godwit.pipelines.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The times of a user's collections in the source. Every change of a record moves its collection's
 * time, so two equal vectors mean that nothing has changed in between.
 *
 * @param times {@code last_modified} in milliseconds by collection name, or by {@code #id} where
 *     the id has no name
 */
public record SourceVector(SortedMap<String, Long> times) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<TreeMap<String, Long>> TIMES = new TypeReference<>() {};

  /** Copies the map. */
  public SourceVector {
    times = Collections.unmodifiableSortedMap(new TreeMap<>(times));
  }

  /** The vector of such a map. */
  public static SourceVector of(Map<String, Long> times) {
    return new SourceVector(new TreeMap<>(times));
  }

  /** A vector that no moment of a source has, and no other attempt: what it is of is compared. */
  public static SourceVector torn(int attempt) {
    return of(Map.of("#torn", (long) attempt));
  }

  /** Whether it is {@link #torn}. */
  public boolean isTorn() {
    return times.containsKey("#torn");
  }

  /** Reads what {@link #json} wrote. */
  static SourceVector parse(String json) {
    try {
      return new SourceVector(JSON.readValue(json, TIMES));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger holds a source vector that is not JSON", e);
    }
  }

  /** The form kept in the ledger. */
  String json() {
    try {
      return JSON.writeValueAsString(times);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of numbers is always JSON", e);
    }
  }
}
