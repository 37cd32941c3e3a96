package godwit.storage;

import org.jspecify.annotations.Nullable;

/**
 * A row as verification compares it, column by column; the payload only by its digest.
 *
 * @param id the record's id
 * @param sortIndex ordering hint, or null
 * @param modifiedMicros microseconds since the epoch
 * @param expiryMicros microseconds since the epoch
 * @param payload {@link RowDigest#ofPayload} of the payload
 */
public record RowFingerprint(
    String id,
    @Nullable Integer sortIndex,
    long modifiedMicros,
    long expiryMicros,
    String payload) {}
