package godwit.model;

import org.jspecify.annotations.Nullable;

/**
 * A basic storage object: one record, encrypted by its client and opaque to us.
 *
 * @param id 1 to 64 printable ASCII characters in practice; compared case-sensitively
 * @param sortIndex the client's ordering hint, or null when it sent none
 * @param payload the record's text as clients see it
 * @param modified the server's time of the last change
 * @param expiry when it becomes invisible
 */
public record Bso(
    String id, @Nullable Integer sortIndex, String payload, SyncTimestamp modified, Expiry expiry) {

  /** Leaves the payload out: it must never reach a log. */
  @Override
  public String toString() {
    return "Bso[" + id + ", modified=" + modified.wire() + "]";
  }
}
