package godwit.pipelines.quota;

import godwit.model.Usage;
import godwit.pipelines.policy.DeviceSigns;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.policy.RecordTombstone;
import godwit.pipelines.policy.TombstonePolicy.Candidate;
import godwit.pipelines.run.Stopped;
import godwit.sweep.DeleteGuard;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepRow;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Brings one user below the limit, step by step, and stops as soon as that is so. What the user has
 * is counted anew before each step, since clients write and delete meanwhile.
 */
final class UserEnforcement {
  /** The collection of a user's devices has the same id everywhere. */
  private static final int CLIENTS = 1;

  private final EnforcedStore at;
  private final QuotaSettings settings;
  private final SweepOwner owner;
  private final long now;
  private final Map<QuotaStep, Room> rooms = new EnumMap<>(QuotaStep.class);
  private boolean unhelped;

  UserEnforcement(EnforcedStore at, QuotaSettings settings, SweepOwner owner) {
    this.at = at;
    this.settings = settings;
    this.owner = owner;
    this.now = settings.nowMicros();
  }

  /** Makes room. */
  Outcome run() {
    long before = stored();
    long left;
    try {
      left = leftOf(before);
    } catch (Stopped e) {
      // Who asked the run to end while the server was away still learns what is gone.
      left = before - freed().values().stream().mapToLong(Usage::bytes).sum();
    }
    boolean hindered = rooms.values().stream().anyMatch(Room::hindered);
    return new Outcome(before, left, freed(), unhelped, hindered);
  }

  private long leftOf(long before) {
    long left = before;
    for (QuotaStep step : settings.plan().steps()) {
      long excess = settings.rule().excess(left);
      if (excess == 0 || at.control().isStopped()) {
        break;
      }
      Room room =
          switch (step) {
            case EXPIRED -> expired();
            case TOMBSTONES -> tombstones();
            case TRIMS -> trims(excess);
          };
      left = settings.execute() ? stored() : left - room.freed().bytes();
    }
    return left;
  }

  private Map<QuotaStep, Usage> freed() {
    Map<QuotaStep, Usage> freed = new EnumMap<>(QuotaStep.class);
    rooms.forEach((step, room) -> freed.put(step, room.freed()));
    return freed;
  }

  private long stored() {
    return at
        .store()
        .stored(List.of(owner.owner()))
        .getOrDefault(owner.owner(), Map.of())
        .values()
        .stream()
        .mapToLong(Usage::bytes)
        .sum();
  }

  private Room expired() {
    Room room = room(QuotaStep.EXPIRED, DeleteGuard.expiredBy(now, now), PurgeReason.EXPIRED);
    each(
        collections(name -> true),
        0,
        row -> {
          if (isExpired(row)) {
            room.take(row);
          }
        });
    return room.flush();
  }

  private Room tombstones() {
    DeviceSigns devices = devices();
    var signs = new DeleteGuard.Devices(CLIENTS, devices.oldestMicros());
    var guard = new DeleteGuard(now, null, signs);
    Room room = room(QuotaStep.TOMBSTONES, guard, PurgeReason.STALE_TOMBSTONE);
    each(
        collections(settings.tombstones()::includes),
        RecordTombstone.MAX_PAYLOAD_BYTES,
        row -> {
          if (isStaleTombstone(row, devices)) {
            room.take(row);
          }
        });
    return room.flush();
  }

  /** Expired ones are the first step's, whatever the order: no record is counted by two steps. */
  private boolean isStaleTombstone(SweepRow row, DeviceSigns devices) {
    var candidate =
        new Candidate(
            at.place().label(row.collection()), row.id(), row.payload(), row.modifiedMicros());
    return !isExpired(row) && settings.tombstones().judge(candidate, devices, now).deletes();
  }

  private DeviceSigns devices() {
    DeviceSigns[] signs = {DeviceSigns.NONE};
    if (owner.collections().containsKey(CLIENTS)) {
      each(
          List.of(CLIENTS),
          0,
          row -> signs[0] = signs[0].plus(row.modifiedMicros(), row.expiryMicros(), now));
    }
    return signs[0];
  }

  private Room trims(long excess) {
    Room room = room(QuotaStep.TRIMS, DeleteGuard.unchanged(now), PurgeReason.TRIMMED);
    List<Integer> collections = collections(settings.plan().trims().collections()::contains);
    if (collections.isEmpty()) {
      return room;
    }
    Trim.Found found = trim(collections).choose(excess, room::take);
    unhelped = found == Trim.Found.TOO_LITTLE && !at.control().isStopped();
    return room.flush();
  }

  private Trim trim(List<Integer> collections) {
    return new Trim(
        chosen ->
            each(
                collections,
                RecordTombstone.MAX_PAYLOAD_BYTES,
                row -> {
                  if (mayBeTrimmed(row)) {
                    chosen.accept(row);
                  }
                }));
  }

  /** Never a tombstone, which frees next to nothing: a device that missed it would undo it. */
  private boolean mayBeTrimmed(SweepRow row) {
    String label = at.place().label(row.collection());
    return !isExpired(row)
        && !row.linked()
        && row.payloadBytes() > 0
        && !RecordTombstone.judge(label, row.id(), row.payload()).mayBeTombstone();
  }

  private Room room(QuotaStep step, DeleteGuard guard, PurgeReason reason) {
    Room room = new Room(at, settings.execute(), owner.owner(), guard, reason);
    rooms.put(step, room);
    return room;
  }

  private boolean isExpired(SweepRow row) {
    return row.expiryMicros() <= now;
  }

  private List<Integer> collections(Predicate<String> wanted) {
    return owner.collections().keySet().stream()
        .filter(id -> wanted.test(at.place().label(id)))
        .toList();
  }

  private void each(List<Integer> collections, int payloadsUpTo, Consumer<SweepRow> consumer) {
    if (!collections.isEmpty() && !at.control().isStopped()) {
      at.store().rows(owner.owner(), collections, payloadsUpTo, consumer);
    }
  }
}
