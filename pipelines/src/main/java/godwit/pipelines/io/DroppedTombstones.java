package godwit.pipelines.io;

import godwit.pipelines.policy.DeviceSigns;
import godwit.pipelines.policy.RecordTombstone;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.policy.TombstonePolicy.Candidate;
import godwit.storage.RowHead;
import godwit.storage.SourceRow;
import godwit.storage.SourceSnapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of one user's records a move leaves behind, because a purge would delete them anyway. */
public final class DroppedTombstones {
  private static final int CLIENTS = 1;
  private static final int PAGE = 500;

  private final @Nullable TombstonePolicy policy;
  private final DeviceSigns signs;
  private final long nowMicros;

  private DroppedTombstones(@Nullable TombstonePolicy policy, DeviceSigns signs, long nowMicros) {
    this.policy = policy;
    this.signs = signs;
    this.nowMicros = nowMicros;
  }

  /**
   * Looks at the user's devices, if there is a policy at all. Not to be called while rows of the
   * snapshot are handed over.
   *
   * @param policy which tombstones, or null for none
   */
  public static DroppedTombstones of(
      @Nullable TombstonePolicy policy, SourceSnapshot snapshot, Instant now) {
    long nowMicros = now.toEpochMilli() * 1_000;
    return new DroppedTombstones(
        policy, policy == null ? DeviceSigns.NONE : signs(snapshot, nowMicros), nowMicros);
  }

  private static DeviceSigns signs(SourceSnapshot snapshot, long nowMicros) {
    DeviceSigns signs = DeviceSigns.NONE;
    for (List<RowHead> page = snapshot.headsAfter(CLIENTS, null, PAGE);
        !page.isEmpty();
        page = snapshot.headsAfter(CLIENTS, page.get(page.size() - 1).id(), PAGE)) {
      for (RowHead device : page) {
        signs = signs.plus(device.modifiedMicros(), device.expiryMicros(), nowMicros);
      }
    }
    return signs;
  }

  /**
   * Whether the record stays behind.
   *
   * @param collection the collection's name
   */
  public boolean drops(String collection, SourceRow row) {
    if (policy == null
        || row.payload().length() > RecordTombstone.MAX_PAYLOAD_BYTES
        || !CollectionMap.canHold(row.modifiedMillis())) {
      return false;
    }
    var candidate =
        new Candidate(collection, row.id(), row.payload(), row.modifiedMillis() * 1_000);
    return policy.judge(candidate, signs, nowMicros).deletes();
  }
}
