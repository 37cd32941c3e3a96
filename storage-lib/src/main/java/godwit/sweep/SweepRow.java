package godwit.sweep;

import org.jspecify.annotations.Nullable;

/**
 * A record as a sweep sees it.
 *
 * @param collection the store's id of the collection
 * @param id the record's id, spelt as it is stored
 * @param modifiedMicros microseconds since the epoch
 * @param expiryMicros microseconds since the epoch
 * @param payloadBytes what it counts for a quota: bytes of the payload, 0 for one kept elsewhere
 * @param payload the payload, if it was asked for and is small enough; else null
 * @param linked whether its payload is kept elsewhere
 */
public record SweepRow(
    int collection,
    String id,
    long modifiedMicros,
    long expiryMicros,
    long payloadBytes,
    @Nullable String payload,
    boolean linked) {

  /** Leaves the payload out: it must never reach a log. */
  @Override
  public String toString() {
    return "SweepRow[" + collection + "/" + id + "]";
  }
}
