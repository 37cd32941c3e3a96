package godwit.testdata.record;

import godwit.model.CollectionName;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One record, with what is true about it.
 *
 * @param collection as its shard spells it
 * @param id 1 to 64 printable ASCII characters
 * @param sortIndex the client's hint, or null
 * @param payload ASCII JSON
 * @param times when it changed, and how long it lives
 * @param label what it is
 */
public record SyntheticRecord(
    CollectionName collection,
    String id,
    @Nullable Integer sortIndex,
    String payload,
    Times times,
    Label label) {

  /**
   * When a record changed, and how long it lives.
   *
   * @param modified milliseconds since the epoch, a multiple of 10
   * @param ttl what the client sent, in seconds, or null for none: it never expires
   */
  public record Times(long modified, @Nullable Long ttl) {}

  /**
   * The truth that a server cannot see.
   *
   * @param kind live or tombstone
   * @param expired whether its time is over at the workload's moment, on every dialect
   * @param family who wrote it
   */
  public record Label(RecordKind kind, boolean expired, ClientFamily family) {}

  /** The payload's length as servers count it. */
  public int payloadBytes() {
    return payload.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether it came in a batch: syncstorage-rs gives such records another "never". */
  public boolean batched() {
    return (id.hashCode() & 3) == 0;
  }

  /** Leaves the payload out. */
  @Override
  public String toString() {
    return "SyntheticRecord[" + collection + "/" + id + ", " + times + ", " + label + "]";
  }
}
