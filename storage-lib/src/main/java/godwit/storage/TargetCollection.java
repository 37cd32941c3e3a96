package godwit.storage;

import org.jspecify.annotations.Nullable;

/**
 * The target's row about one collection of one user.
 *
 * @param modifiedMicros microseconds since the epoch
 * @param rows the counter {@code count}, or null if it was never written
 * @param bytes the counter {@code total_bytes}, or null if it was never written
 */
public record TargetCollection(long modifiedMicros, @Nullable Long rows, @Nullable Long bytes) {}
