package godwit.sweep.contract;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Usage;
import godwit.sweep.DeleteGuard;
import godwit.sweep.DeleteGuard.Devices;
import godwit.sweep.Deletion;
import godwit.sweep.Deletion.Kept;
import godwit.sweep.Recount;
import godwit.sweep.SweepRow;
import godwit.sweep.contract.SweepFixture.Stored;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link godwit.sweep.SweepStore} must do. */
public abstract class SweepStoreContract extends SweepScanContract {
  @Test
  void delete_removesUnchangedRowsAndLowersCounters() {
    bookmarks(
        3L, 9L, Stored.of("a", "1", OLD), Stored.of("b", "22", OLD), Stored.of("c", "666666", OLD));
    List<SweepRow> all = rows(alice, 0, BOOKMARKS);

    Deletion deletion = store.delete(alice, BOOKMARKS, all.subList(0, 2), UNCHANGED);

    assertThat(deletion).isEqualTo(new Deletion(Set.of("a", "b"), Map.of()));
    assertThat(left()).containsExactly("c");
    assertCounters(1L, 6L);
  }

  @Test
  void delete_keepsUnknownCountersUnknownAndLowOnesAtZero() {
    bookmarks(null, 1L, Stored.of("a", "1234", OLD));

    store.delete(alice, BOOKMARKS, rows(alice, 0, BOOKMARKS), UNCHANGED);

    assertCounters(null, 0L);
  }

  @Test
  void delete_leavesRowsThatAreNotWhatTheyWere() {
    bookmarks(2L, 2L, Stored.of("a", "1", OLD), Stored.of("b", "2", OLD));
    SweepRow a = rows(alice, 0, BOOKMARKS).get(0);
    SweepRow b = rows(alice, 0, BOOKMARKS).get(1);
    var older =
        new SweepRow(BOOKMARKS, "a", a.modifiedMicros() - 10_000, a.expiryMicros(), 1, null, false);
    var shorter =
        new SweepRow(BOOKMARKS, "b", b.modifiedMicros(), b.expiryMicros() - SECOND, 1, null, false);
    var gone = new SweepRow(BOOKMARKS, "c", OLD, b.expiryMicros(), 1, null, false);

    Deletion deletion = store.delete(alice, BOOKMARKS, List.of(older, shorter, gone), UNCHANGED);

    assertThat(deletion.deleted()).isEmpty();
    assertThat(deletion.kept())
        .isEqualTo(Map.of("a", Kept.CHANGED, "b", Kept.CHANGED, "c", Kept.GONE));
    assertThat(left()).containsExactly("a", "b");
    assertCounters(2L, 2L);
  }

  @Test
  void delete_comesToNothingTheSecondTime() {
    bookmarks(1L, 1L, Stored.of("a", "1", OLD));
    List<SweepRow> all = rows(alice, 0, BOOKMARKS);
    store.delete(alice, BOOKMARKS, all, UNCHANGED);

    assertThat(store.delete(alice, BOOKMARKS, all, UNCHANGED))
        .isEqualTo(new Deletion(Set.of(), Map.of("a", Kept.GONE)));
    assertCounters(0L, 0L);
  }

  @Test
  void delete_leavesRowsOfAnOpenBatch() {
    bookmarks(2L, 2L, Stored.of("a", "1", OLD), Stored.of("b", "2", OLD));
    fixture.addBatch(alice, BOOKMARKS, NOW.toEpochMilli() - 7_000_000, List.of("a", "new"));
    fixture.addBatch(alice, HISTORY, NOW.toEpochMilli() - 7_000_010, List.of("b"));

    Deletion deletion = store.delete(alice, BOOKMARKS, rows(alice, 0, BOOKMARKS), UNCHANGED);

    assertThat(deletion.kept()).containsEntry("a", Kept.IN_BATCH);
    assertThat(left())
        .containsExactlyElementsOf(
            fixture.holdsWholeCollections() ? List.of("a", "b") : List.of("a"));
  }

  @Test
  void delete_isNotHeldByADeadBatch() {
    bookmarks(1L, 1L, Stored.of("a", "1", OLD));
    fixture.addBatch(alice, BOOKMARKS, NOW.toEpochMilli() - 7_200_000, List.of("a"));

    store.delete(alice, BOOKMARKS, rows(alice, 0, BOOKMARKS), UNCHANGED);

    assertThat(left()).isEmpty();
  }

  private Deletion deleteJudgedBy(@Nullable Long oldest) {
    bookmarks(1L, 1L, Stored.of("a", "1", OLD));
    var guard = new DeleteGuard(NOW_MICROS, null, new Devices(CLIENTS, oldest));
    return store.delete(alice, BOOKMARKS, rows(alice, 0, BOOKMARKS), guard);
  }

  private void device(String id, long modifiedMicros, long expiryMicros) {
    fixture.addRow(alice, CLIENTS, new Stored(id, "device", modifiedMicros, expiryMicros));
  }

  @Test
  void delete_leavesAllWhenADeviceIsOlderThanWasKnown() {
    fixture.addCollection(alice, CLIENTS, OLD, 1L, 6L);
    device("one", NOW_MICROS - 10 * SECOND, NOW_MICROS + SECOND);

    assertThat(deleteJudgedBy(NOW_MICROS - 9 * SECOND).kept())
        .isEqualTo(Map.of("a", Kept.DEVICES_CHANGED));
    assertThat(left()).containsExactly("a");
  }

  @Test
  void delete_leavesAllWhenTheLastDeviceWent() {
    fixture.addCollection(alice, CLIENTS, OLD, 1L, 6L);
    device("expired", NOW_MICROS - 10 * SECOND, NOW_MICROS);

    assertThat(deleteJudgedBy(NOW_MICROS - 10 * SECOND).kept())
        .isEqualTo(Map.of("a", Kept.DEVICES_CHANGED));
  }

  @Test
  void delete_leavesAllWhenADeviceAppeared() {
    fixture.addCollection(alice, CLIENTS, OLD, 1L, 6L);
    device("one", NOW_MICROS, NOW_MICROS + SECOND);

    assertThat(deleteJudgedBy(null).kept()).isEqualTo(Map.of("a", Kept.DEVICES_CHANGED));
  }

  @Test
  void delete_goesOnWhenDevicesWereSeenSince() {
    fixture.addCollection(alice, CLIENTS, OLD, 1L, 6L);
    device("one", NOW_MICROS - 5 * SECOND, NOW_MICROS + SECOND);
    device("expired", OLD, NOW_MICROS - SECOND);

    assertThat(deleteJudgedBy(NOW_MICROS - 10 * SECOND).deleted()).containsExactly("a");
  }

  @Test
  void delete_goesOnWithoutDevicesIfThereWereNone() {
    assertThat(deleteJudgedBy(null).deleted()).containsExactly("a");
  }

  @Test
  void delete_leavesWhatIsNotExpiredByTheCutOff() {
    bookmarks(
        2L,
        2L,
        new Stored("a", "1", OLD, NOW_MICROS - SECOND),
        new Stored("b", "2", OLD, NOW_MICROS));

    Deletion deletion =
        store.delete(
            alice,
            BOOKMARKS,
            rows(alice, 0, BOOKMARKS),
            DeleteGuard.expiredBy(NOW_MICROS, NOW_MICROS - SECOND));

    assertThat(deletion).isEqualTo(new Deletion(Set.of("a"), Map.of("b", Kept.CHANGED)));
  }

  @Test
  void recount_rightsCountersAndLeavesTheTime() {
    bookmarks(7L, null, Stored.of("a", "1", OLD), new Stored("b", "22", OLD, NOW_MICROS - SECOND));

    Recount looked = store.recount(alice, BOOKMARKS, false);
    assertCounters(7L, null);
    Recount written = store.recount(alice, BOOKMARKS, true);

    assertThat(looked).isEqualTo(written);
    assertThat(looked.exact()).isEqualTo(new Usage(2, 3));
    assertThat(looked.isOff()).isEqualTo(fixture.hasCounters());
    assertCounters(2L, 3L);
    assertThat(store.recount(alice, BOOKMARKS, true).isOff()).isFalse();
  }
}
