package godwit.pipelines.ledger;

import godwit.model.UserKey;
import java.util.Map;

/**
 * One copied part of a user too large for one piece of work.
 *
 * @param user whose part
 * @param index which part, from 0
 * @param of how many parts there are
 * @param vector the source's times when the part was read
 * @param counts what became of the part's rows
 * @param collections what was written, by the target's collection id
 */
public record PartEntry(
    UserKey user,
    int index,
    int of,
    SourceVector vector,
    RowCounts counts,
    Map<Integer, Stored> collections) {

  /**
   * What a part wrote of one collection.
   *
   * @param modifiedMillis the collection's time in the source
   * @param rows rows
   * @param bytes payload bytes
   * @param xor exclusive or of their digests
   */
  public record Stored(long modifiedMillis, long rows, long bytes, long xor) {
    /** Both parts together. */
    public Stored plus(Stored other) {
      return new Stored(modifiedMillis, rows + other.rows, bytes + other.bytes, xor ^ other.xor);
    }
  }

  /** Copies the map. */
  public PartEntry {
    collections = Map.copyOf(collections);
  }
}
