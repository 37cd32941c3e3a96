package godwit.storage;

import org.jspecify.annotations.Nullable;

/**
 * A record without its payload, from either side.
 *
 * @param id the record's id
 * @param sortIndex ordering hint, or null
 * @param modifiedMicros microseconds since the epoch
 * @param expiryMicros microseconds since the epoch
 * @param payloadBytes length of the payload in UTF-8 bytes, or -1 where the side did not look
 */
public record RowHead(
    String id,
    @Nullable Integer sortIndex,
    long modifiedMicros,
    long expiryMicros,
    long payloadBytes) {}
