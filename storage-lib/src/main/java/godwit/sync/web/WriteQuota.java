package godwit.sync.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import godwit.sync.CollectionWriter;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncUser;
import java.time.Duration;
import java.util.function.LongPredicate;

/** Compares what a user stores with the quota, within the session that writes. */
final class WriteQuota {
  /**
   * How long a count of what is stored is believed. Clients of a user over the quota try again and
   * again, and a count reads all that the user has.
   */
  private static final Duration BELIEVED = Duration.ofMinutes(1);

  private static final int MOST_USERS = 10_000;

  private final QuotaPolicy policy;
  private final RequestListener listener;
  private final Cache<SyncUser, Long> counted;

  WriteQuota(QuotaPolicy policy, RequestListener listener) {
    this(policy, listener, Ticker.systemTicker());
  }

  WriteQuota(QuotaPolicy policy, RequestListener listener, Ticker ticker) {
    this.policy = policy;
    this.listener = listener;
    this.counted =
        Caffeine.newBuilder()
            .expireAfterWrite(BELIEVED)
            .maximumSize(MOST_USERS)
            .ticker(ticker)
            .build();
  }

  /**
   * Compares before a write.
   *
   * @return what to do once the write is stored
   * @throws SyncRefusal of kind OVER_QUOTA if the quota is used up and enforced
   */
  Runnable check(SyncUser user, CollectionWriter session) {
    return verdict(user, session, policy::isReached);
  }

  /** Compares before records are staged; the same otherwise. */
  Runnable checkBatch(
      SyncUser user, CollectionWriter session, long stagedBytes, long requestBytes) {
    return verdict(
        user, session, stored -> policy.isReachedByBatch(stored, stagedBytes, requestBytes));
  }

  private Runnable verdict(SyncUser user, CollectionWriter session, LongPredicate isReached) {
    if (!policy.isOn() || !isReached.test(session.storedBytes())) {
      return () -> {};
    }
    if (policy.refuses()) {
      // Nobody is refused by counters alone: they may count what the database has removed.
      if (!isReached.test(counted(user, session))) {
        return () -> {};
      }
      throw new SyncRefusal(SyncRefusal.Kind.OVER_QUOTA, "the user's quota is used up");
    }
    return () -> listener.quotaReached(false);
  }

  private long counted(SyncUser user, CollectionWriter session) {
    Long known = counted.getIfPresent(user);
    if (known != null) {
      return known;
    }
    long bytes = session.countedBytes();
    counted.put(user, bytes);
    return bytes;
  }
}
