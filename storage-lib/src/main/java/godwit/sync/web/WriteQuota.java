package godwit.sync.web;

import godwit.sync.CollectionWriter;
import godwit.sync.SyncRefusal;
import java.util.function.LongPredicate;

/** Compares what a user stores with the quota, within the session that writes. */
final class WriteQuota {
  private final QuotaPolicy policy;
  private final RequestListener listener;

  WriteQuota(QuotaPolicy policy, RequestListener listener) {
    this.policy = policy;
    this.listener = listener;
  }

  /**
   * Compares before a write.
   *
   * @return what to do once the write is stored
   * @throws SyncRefusal of kind OVER_QUOTA if the quota is used up and enforced
   */
  Runnable check(CollectionWriter session) {
    return verdict(session, policy::isReached);
  }

  /** Compares before records are staged; the same otherwise. */
  Runnable checkBatch(CollectionWriter session, long stagedBytes, long requestBytes) {
    return verdict(session, stored -> policy.isReachedByBatch(stored, stagedBytes, requestBytes));
  }

  private Runnable verdict(CollectionWriter session, LongPredicate isReached) {
    if (!policy.isOn() || !isReached.test(session.storedBytes())) {
      return () -> {};
    }
    if (policy.refuses()) {
      // Nobody is refused by counters alone: they may count what the database has removed.
      if (!isReached.test(session.countedBytes())) {
        return () -> {};
      }
      throw new SyncRefusal(SyncRefusal.Kind.OVER_QUOTA, "the user's quota is used up");
    }
    return () -> listener.quotaReached(false);
  }
}
