package godwit.storage;

/**
 * What one collection of one user (or a part of it) amounts to, independent of the order of rows.
 *
 * @param rows number of rows
 * @param bytes payload bytes in UTF-8
 * @param maxModifiedMicros the newest row's time in microseconds, 0 without rows
 * @param xor exclusive or of the {@linkplain RowDigest row digests}
 */
public record CollectionDigest(long rows, long bytes, long maxModifiedMicros, long xor) {
  /** No rows. */
  public static final CollectionDigest EMPTY = new CollectionDigest(0, 0, 0, 0);

  /** Both together, for disjoint sets of rows. */
  public CollectionDigest plus(CollectionDigest other) {
    return new CollectionDigest(
        rows + other.rows,
        bytes + other.bytes,
        Math.max(maxModifiedMicros, other.maxModifiedMicros),
        xor ^ other.xor);
  }
}
