package godwit.pipelines.figures;

import godwit.model.Usage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records and bytes by collection name. Users invent names at will, so only {@link #MAX_NAMES} are
 * kept apart; the others go into one sum. Not safe to share between threads.
 */
public final class UsageByName implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many names are kept apart. */
  public static final int MAX_NAMES = 2_000;

  /** What all further names are called: no collection can have that name, it has blanks. */
  public static final String OTHERS = "(all other names)";

  private final Map<String, long[]> sums = new HashMap<>();

  /**
   * One name's sum.
   *
   * @param name the collection
   * @param users user collections of that name that were counted
   * @param rows records, expired ones included
   * @param bytes their payload bytes
   */
  public record Sum(String name, long users, long rows, long bytes) implements Serializable {}

  /** Counts one user's collection. */
  public void add(String name, Usage usage) {
    add(name, 1, usage.rows(), usage.bytes());
  }

  /** Counts all that the other has counted. */
  public void addAll(UsageByName other) {
    other.sums.forEach((name, sum) -> add(name, sum[0], sum[1], sum[2]));
  }

  private void add(String name, long users, long rows, long bytes) {
    boolean apart = sums.containsKey(name) || sums.size() < MAX_NAMES;
    long[] sum = sums.computeIfAbsent(apart ? name : OTHERS, key -> new long[3]);
    sum[0] += users;
    sum[1] += rows;
    sum[2] += bytes;
  }

  /** The sums, most bytes first. */
  public List<Sum> sums() {
    List<Sum> list = new ArrayList<>();
    sums.forEach((name, sum) -> list.add(new Sum(name, sum[0], sum[1], sum[2])));
    list.sort(
        Comparator.comparingLong(Sum::bytes)
            .thenComparingLong(Sum::rows)
            .reversed()
            .thenComparing(Sum::name));
    return List.copyOf(list);
  }
}
