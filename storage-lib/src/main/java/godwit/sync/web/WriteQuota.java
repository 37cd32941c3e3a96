package godwit.sync.web;

import godwit.sync.CollectionWriter;
import godwit.sync.SyncRefusal;

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
    return policy.isOn() ? verdict(policy.isReached(session.storedBytes())) : () -> {};
  }

  /** Compares before records are staged; the same otherwise. */
  Runnable checkBatch(CollectionWriter session, long stagedBytes, long requestBytes) {
    return policy.isOn()
        ? verdict(policy.isReachedByBatch(session.storedBytes(), stagedBytes, requestBytes))
        : () -> {};
  }

  private Runnable verdict(boolean reached) {
    if (!reached) {
      return () -> {};
    }
    if (policy.refuses()) {
      throw new SyncRefusal(SyncRefusal.Kind.OVER_QUOTA, "the user's quota is used up");
    }
    return () -> listener.quotaReached(false);
  }
}
