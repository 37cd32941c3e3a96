package godwit.sweep;

import godwit.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A collection's counters beside what is really stored, both of one moment.
 *
 * @param storedRows the counter of records before, or null if it was not known
 * @param storedBytes the counter of payload bytes before, or null if it was not known
 * @param exact what was counted, expired records included
 * @param hasCounters whether the store has counters and the collection a row to keep them in
 */
public record Recount(
    @Nullable Long storedRows, @Nullable Long storedBytes, Usage exact, boolean hasCounters) {
  /** Whether the counters were not what they should be. */
  public boolean isOff() {
    return hasCounters
        && (storedRows == null
            || storedBytes == null
            || storedRows != exact.rows()
            || storedBytes != exact.bytes());
  }
}
