package godwit.pipelines.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What became of the rows that were read: every one of them is written, filtered or dead.
 *
 * @param read rows read from the source
 * @param written rows written to the target
 * @param bytes payload bytes written
 * @param expired filtered: invisible already
 * @param tombstones filtered: stale record tombstones
 * @param unchanged filtered: the target already held them as they are
 * @param dead not movable; each is in a dead letter
 */
public record RowCounts(
    long read, long written, long bytes, long expired, long tombstones, long unchanged, long dead) {
  /** Nothing read. */
  public static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public RowCounts plus(RowCounts other) {
    return new RowCounts(
        read + other.read,
        written + other.written,
        bytes + other.bytes,
        expired + other.expired,
        tombstones + other.tombstones,
        unchanged + other.unchanged,
        dead + other.dead);
  }

  /** Rows left out for a reason. */
  public long filtered() {
    return expired + tombstones + unchanged;
  }

  /** Whether no row was lost and none counted twice. */
  @JsonIgnore
  public boolean isBalanced() {
    return read == written + filtered() + dead;
  }
}
