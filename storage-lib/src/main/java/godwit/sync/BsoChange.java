package godwit.sync;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of one record; null fields are left as they are.
 *
 * @param id 1 to 64 printable ASCII characters
 * @param sortIndex within ±999,999,999
 * @param payload the record's text
 * @param ttlSeconds from the session's time on, 0 to 999,999,999; 0 makes it invisible at once
 */
public record BsoChange(
    String id, @Nullable Integer sortIndex, @Nullable String payload, @Nullable Long ttlSeconds) {

  /** Whether a stored record's time becomes the session's. */
  public boolean movesTime() {
    return payload != null || sortIndex != null;
  }

  /** Bytes of the payload in UTF-8; 0 without one. */
  public long payloadBytes() {
    return payload == null ? 0 : payload.getBytes(StandardCharsets.UTF_8).length;
  }

  /** This change, with what it leaves out taken from an earlier one of the same record. */
  public BsoChange over(BsoChange earlier) {
    return new BsoChange(
        id,
        sortIndex == null ? earlier.sortIndex : sortIndex,
        payload == null ? earlier.payload : payload,
        ttlSeconds == null ? earlier.ttlSeconds : ttlSeconds);
  }

  /** Leaves the payload out: it must never reach a log. */
  @Override
  public String toString() {
    return "BsoChange[" + id + "]";
  }
}
