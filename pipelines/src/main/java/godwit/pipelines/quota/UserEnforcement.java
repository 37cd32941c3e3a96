package godwit.pipelines.quota;

import godwit.model.Usage;
import godwit.pipelines.io.StorePlace;
import godwit.pipelines.policy.DeviceSigns;
import godwit.pipelines.policy.RecordTombstone;
import godwit.pipelines.policy.TombstonePolicy.Candidate;
import godwit.pipelines.run.RunControl;
import godwit.sweep.DeleteGuard;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Brings one user below the limit, step by step, and stops as soon as that is so. */
final class UserEnforcement {
  /** The collection of a user's devices has the same id everywhere. */
  private static final int CLIENTS = 1;

  private final SweepStore store;
  private final StorePlace place;
  private final RunControl control;
  private final QuotaSettings settings;
  private final SweepOwner owner;
  private final long now;
  private final Map<QuotaStep, Usage> freed = new EnumMap<>(QuotaStep.class);

  UserEnforcement(
      SweepStore store,
      StorePlace place,
      RunControl control,
      QuotaSettings settings,
      SweepOwner owner) {
    this.store = store;
    this.place = place;
    this.control = control;
    this.settings = settings;
    this.owner = owner;
    this.now = settings.nowMicros();
  }

  /**
   * Makes room.
   *
   * @param bytes what the user has
   * @return what each step that was needed freed
   */
  Map<QuotaStep, Usage> run(long bytes) {
    long left = bytes;
    for (QuotaStep step : QuotaStep.values()) {
      long excess = settings.rule().excess(left);
      if (excess == 0 || control.isStopped()) {
        break;
      }
      Usage room =
          switch (step) {
            case EXPIRED -> expired();
            case TOMBSTONES -> tombstones();
            case TRIMS -> trims(excess);
          };
      freed.put(step, room);
      left -= room.bytes();
    }
    return freed;
  }

  private Usage expired() {
    Room room = room(DeleteGuard.expiredBy(now, now));
    each(
        collections(name -> true),
        0,
        row -> {
          if (isExpired(row)) {
            room.take(row);
          }
        });
    return room.flush().freed();
  }

  private Usage tombstones() {
    DeviceSigns devices = devices();
    Room room =
        room(new DeleteGuard(now, null, new DeleteGuard.Devices(CLIENTS, devices.oldestMicros())));
    each(
        collections(settings.tombstones()::includes),
        RecordTombstone.MAX_PAYLOAD_BYTES,
        row -> {
          var candidate =
              new Candidate(
                  place.label(row.collection()), row.id(), row.payload(), row.modifiedMicros());
          boolean stale = settings.tombstones().judge(candidate, devices, now).deletes();
          // Expired ones went with the step before; in a rehearsal they are counted there.
          if (stale && !isExpired(row)) {
            room.take(row);
          }
        });
    return room.flush().freed();
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

  /** Two looks find the second at which to stop, the third deletes. */
  private Usage trims(long excess) {
    List<Integer> collections = collections(settings.trims().collections()::contains);
    if (collections.isEmpty()) {
      return Usage.NONE;
    }
    OldestFirst days = OldestFirst.byDay();
    eachLive(collections, row -> days.add(row.modifiedMicros(), row.payloadBytes()));
    Optional<OldestFirst.Slot> day = days.reach(excess);
    Optional<OldestFirst.Slot> second =
        day.flatMap(
            slot -> {
              OldestFirst seconds = OldestFirst.bySecond(slot);
              eachLive(collections, row -> seconds.add(row.modifiedMicros(), row.payloadBytes()));
              return seconds.reach(excess);
            });
    Room room = room(DeleteGuard.unchanged(now));
    long[] last = {excess - second.map(OldestFirst.Slot::before).orElse(0L)};
    eachLive(
        collections,
        row -> {
          if (second.isEmpty() || row.modifiedMicros() < second.get().from()) {
            room.take(row);
          } else if (second.get().contains(row.modifiedMicros()) && last[0] > 0) {
            last[0] -= row.payloadBytes();
            room.take(row);
          }
        });
    return room.flush().freed();
  }

  private Room room(DeleteGuard guard) {
    return new Room(store, control, settings.execute(), owner.owner(), guard);
  }

  private boolean isExpired(SweepRow row) {
    return row.expiryMicros() <= now;
  }

  private List<Integer> collections(Predicate<String> wanted) {
    return owner.collections().keySet().stream()
        .filter(id -> wanted.test(place.label(id)))
        .toList();
  }

  private void eachLive(List<Integer> collections, Consumer<SweepRow> consumer) {
    each(
        collections,
        0,
        row -> {
          if (!isExpired(row) && !row.linked() && row.payloadBytes() > 0) {
            consumer.accept(row);
          }
        });
  }

  private void each(List<Integer> collections, int payloadsUpTo, Consumer<SweepRow> consumer) {
    if (!collections.isEmpty() && !control.isStopped()) {
      store.rows(owner.owner(), collections, payloadsUpTo, consumer);
    }
  }
}
