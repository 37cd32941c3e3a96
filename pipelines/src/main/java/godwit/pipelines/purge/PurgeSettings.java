package godwit.pipelines.purge;

import godwit.pipelines.io.AgreedClock;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.sweep.OwnerRange;
import godwit.sweep.SweepStore;
import java.io.Serializable;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a purge is to do.
 *
 * @param execute whether it deletes, or only counts what it would delete
 * @param range which users
 * @param collections names to look for expired records in, or the empty set for all
 * @param cutOff records that expire later are not expired
 * @param tombstones which tombstones to purge, or null to purge what has expired
 * @param now the moment of judgement, the same for all users
 * @param limits how much, and how fast
 * @param manifest the file that names what is deleted, or null for none
 * @param isPresent whether now is meant to be the present moment, which the server's clock must
 *     confirm: a host whose clock is ahead would delete what is alive
 */
public record PurgeSettings(
    boolean execute,
    OwnerRange range,
    Set<String> collections,
    Instant cutOff,
    @Nullable TombstonePolicy tombstones,
    Instant now,
    PurgeLimits limits,
    @Nullable String manifest,
    boolean isPresent)
    implements Serializable {
  /** Copies the names; rejects a cut-off to come, at which records are still alive. */
  public PurgeSettings {
    collections = new TreeSet<>(collections);
    if (cutOff.isAfter(now)) {
      throw new IllegalArgumentException("cut-off " + cutOff + " is yet to come");
    }
  }

  /** Purges expired records and batches. */
  public static PurgeSettings expired(Instant now, Instant cutOff, Set<String> collections) {
    return new PurgeSettings(
        false, OwnerRange.ALL, collections, cutOff, null, now, PurgeLimits.NONE, null, false);
  }

  /** Purges stale tombstones. */
  public static PurgeSettings tombstones(Instant now, TombstonePolicy policy) {
    return new PurgeSettings(
        false, OwnerRange.ALL, Set.of(), now, policy, now, PurgeLimits.NONE, null, false);
  }

  /** The names in alphabetical order; the field itself is mutable only to be serialisable. */
  @Override
  public Set<String> collections() {
    return java.util.Collections.unmodifiableSet(collections);
  }

  /** The same, for the present moment. */
  public PurgeSettings atPresent() {
    return new PurgeSettings(
        execute, range, collections, cutOff, tombstones, now, limits, manifest, true);
  }

  /**
   * The same by the clock that is behind, this host's or the server's, so that both agree that what
   * goes is dead.
   *
   * @throws godwit.storage.StorageException of kind UNSUITABLE if this host is far ahead
   */
  PurgeSettings seenFrom(SweepStore store) {
    if (!isPresent) {
      return this;
    }
    Instant agreed = AgreedClock.of(now, store);
    return new PurgeSettings(
        execute,
        range,
        collections,
        cutOff.isAfter(agreed) ? agreed : cutOff,
        tombstones,
        agreed,
        limits,
        manifest,
        false);
  }

  /** The same, acting. */
  public PurgeSettings executing(@Nullable String manifestFile) {
    return new PurgeSettings(
        true, range, collections, cutOff, tombstones, now, limits, manifestFile, isPresent);
  }

  /** The same for some users. */
  public PurgeSettings within(OwnerRange users) {
    return new PurgeSettings(
        execute, users, collections, cutOff, tombstones, now, limits, manifest, isPresent);
  }

  /** The same within limits. */
  public PurgeSettings limitedTo(PurgeLimits most) {
    return new PurgeSettings(
        execute, range, collections, cutOff, tombstones, now, most, manifest, isPresent);
  }

  long nowMicros() {
    return Math.multiplyExact(now.toEpochMilli(), 1_000L);
  }
}
