package godwit.pipelines.figures;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many things have which size, on a logarithmic scale of half decades: 0, 1, 3, 10, 30 and so
 * on up to 30 million. Not safe to share between threads.
 */
public final class Distribution implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long[] FROM = bounds();

  private final long[] counts = new long[FROM.length];

  /**
   * One step of the scale.
   *
   * @param from the smallest size in it
   * @param count how many things are in it
   */
  public record Bucket(long from, long count) implements Serializable {}

  private static long[] bounds() {
    long[] bounds = new long[17];
    long decade = 1;
    for (int i = 1; i < bounds.length; i += 2) {
      bounds[i] = decade;
      bounds[i + 1] = 3 * decade;
      decade *= 10;
    }
    return bounds;
  }

  /** Counts a thing of that size; a negative size counts as 0. */
  public void add(long size) {
    int at = Arrays.binarySearch(FROM, Math.max(0, size));
    counts[at >= 0 ? at : -at - 2]++;
  }

  /** Counts all that the other has counted. */
  public void addAll(Distribution other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** All steps from the first to the last that holds something; none if nothing was counted. */
  public List<Bucket> buckets() {
    int last = counts.length - 1;
    while (last >= 0 && counts[last] == 0) {
      last--;
    }
    return IntStream.rangeClosed(0, last).mapToObj(i -> new Bucket(FROM[i], counts[i])).toList();
  }
}
