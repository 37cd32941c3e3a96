package godwit.sweep.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import godwit.model.Usage;
import godwit.sweep.DeadBatch;
import godwit.sweep.DeleteGuard;
import godwit.sweep.OwnedRow;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import godwit.sweep.contract.SweepFixture.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a {@link SweepStore} lists users, records and batches. */
abstract class SweepScanContract {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final long NOW_MICROS = NOW.toEpochMilli() * 1_000;
  static final long SECOND = 1_000_000L;
  static final long OLD = NOW_MICROS - 400L * 86_400 * SECOND;
  static final int CLIENTS = 1;
  static final int HISTORY = 4;
  static final int BOOKMARKS = 7;
  static final DeleteGuard UNCHANGED = DeleteGuard.unchanged(NOW_MICROS);

  @SuppressWarnings("NullAway.Init") // set before each test
  SweepFixture fixture;

  @SuppressWarnings("NullAway.Init")
  SweepStore store;

  @SuppressWarnings("NullAway.Init")
  Owner alice;

  /** Makes an empty store. */
  protected abstract SweepFixture create();

  @BeforeEach
  void open() {
    fixture = create();
    store = fixture.store();
    alice = fixture.owner(1);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  void bookmarks(@Nullable Long rows, @Nullable Long bytes, Stored... records) {
    fixture.addCollection(alice, BOOKMARKS, OLD, rows, bytes);
    for (Stored record : records) {
      fixture.addRow(alice, BOOKMARKS, record);
    }
  }

  List<SweepRow> rows(Owner owner, int payloadsUpTo, Integer... collections) {
    List<SweepRow> rows = new ArrayList<>();
    store.rows(owner, List.of(collections), payloadsUpTo, rows::add);
    return rows;
  }

  List<String> left() {
    return rows(alice, 0, BOOKMARKS).stream().map(SweepRow::id).toList();
  }

  SweepOwner.Collection collection(int id) {
    List<SweepOwner> owners = store.ownersAfter(OwnerRange.ALL, null, 10);
    return Objects.requireNonNull(
        owners.stream()
            .filter(owner -> owner.owner().equals(alice))
            .findFirst()
            .orElseThrow()
            .collections()
            .get(id));
  }

  void assertCounters(@Nullable Long rows, @Nullable Long bytes) {
    SweepOwner.Collection found = collection(BOOKMARKS);
    assertThat(found.modifiedMicros()).isEqualTo(OLD);
    if (fixture.hasCounters()) {
      assertThat(found.rows()).isEqualTo(rows);
      assertThat(found.bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void stored_countsWhatIsThere() {
    bookmarks(null, null, Stored.of("a", "1", OLD), new Stored("b", "22", OLD, SECOND));

    assertThat(store.stored(List.of(alice, fixture.owner(2))))
        .isEqualTo(Map.of(alice, new TreeMap<>(Map.of(BOOKMARKS, new Usage(2, 3)))));
  }

  @Test
  void rows_comeInOrderAndWithSmallPayloads() {
    fixture.addCollection(alice, HISTORY, OLD, 1L, 1L);
    fixture.addRow(alice, HISTORY, Stored.of("h", "12345", OLD));
    bookmarks(2L, 2L, Stored.of("a", "123456", OLD), Stored.of("b", "12345", OLD));

    assertThat(rows(alice, 5, BOOKMARKS, HISTORY))
        .extracting(SweepRow::id, SweepRow::payloadBytes, SweepRow::payload)
        .containsExactly(tuple("h", 5L, "12345"), tuple("a", 6L, null), tuple("b", 5L, "12345"));
    assertThat(rows(alice, 0, HISTORY).get(0).payload()).isNull();
    assertThat(rows(fixture.owner(2), 5, HISTORY)).isEmpty();
  }

  @Test
  void rows_goOnAfterAPageAndMayBeDeletedMeanwhile() {
    int many = 2_300;
    bookmarks((long) many, (long) many);
    fixture.addCollection(alice, HISTORY, OLD, 1L, 1L);
    fixture.addRows(
        alice,
        BOOKMARKS,
        IntStream.range(0, many)
            .mapToObj(i -> Stored.of("id%06d".formatted(i), "x", OLD))
            .toList());
    fixture.addRow(alice, HISTORY, Stored.of("last", "x", OLD));
    List<String> seen = new ArrayList<>();

    store.rows(
        alice,
        List.of(HISTORY, BOOKMARKS),
        0,
        row -> {
          seen.add(row.id());
          if (seen.size() % 500 == 0) {
            store.delete(alice, row.collection(), List.of(row), UNCHANGED);
          }
        });

    assertThat(seen).hasSize(many + 1).doesNotHaveDuplicates();
    assertThat(left()).hasSize(many - 4);
    assertCounters(many - 4L, many - 4L);
  }

  @Test
  void owners_comeInPagesAndOnlyFromTheirRange() {
    for (int i = 1; i <= 7; i++) {
      fixture.addCollection(fixture.owner(i), BOOKMARKS, OLD, 0L, 0L);
      fixture.addCollection(fixture.owner(i), HISTORY, OLD, 0L, 0L);
    }
    List<Owner> all = owners(OwnerRange.ALL, 3);
    List<Owner> pieces = new ArrayList<>();
    for (OwnerRange range : store.split(OwnerRange.ALL, 16)) {
      pieces.addAll(owners(range, 2));
    }

    assertThat(all).hasSize(7).doesNotHaveDuplicates();
    assertThat(all.get(0)).isEqualTo(alice);
    assertThat(pieces).isEqualTo(all);
  }

  private List<Owner> owners(OwnerRange range, int limit) {
    List<Owner> owners = new ArrayList<>();
    Owner after = null;
    for (List<SweepOwner> page = store.ownersAfter(range, after, limit);
        !page.isEmpty();
        page = store.ownersAfter(range, after, limit)) {
      page.forEach(owner -> owners.add(owner.owner()));
      after = owners.get(owners.size() - 1);
    }
    return owners;
  }

  @Test
  void expired_comesInPagesOnceEach() {
    Owner bob = fixture.owner(2);
    fixture.addCollection(bob, HISTORY, OLD, 1L, 1L);
    bookmarks(null, null);
    for (int i = 0; i < 9; i++) {
      fixture.addRow(
          alice, BOOKMARKS, new Stored("id" + i, "x", OLD, NOW_MICROS - (i % 3) * SECOND));
    }
    fixture.addRow(alice, BOOKMARKS, new Stored("live", "x", OLD, NOW_MICROS + SECOND));
    fixture.addRow(bob, HISTORY, new Stored("bob", "xx", OLD, NOW_MICROS));

    List<OwnedRow> all = expired(Set.of(), 2);

    assertThat(all).hasSize(10).doesNotHaveDuplicates();
    assertThat(all).noneMatch(row -> row.row().id().equals("live"));
    assertThat(expired(Set.of(HISTORY), 2)).extracting(OwnedRow::owner).containsExactly(bob);
    assertThat(store.countExpired(OwnerRange.ALL, NOW))
        .isEqualTo(Map.of(BOOKMARKS, new Usage(9, 9), HISTORY, new Usage(1, 2)));
    assertThat(store.countExpired(OwnerRange.ALL, NOW.minusSeconds(1)))
        .isEqualTo(Map.of(BOOKMARKS, new Usage(6, 6)));
  }

  private List<OwnedRow> expired(Set<Integer> collections, int pageRows) {
    List<OwnedRow> all = new ArrayList<>();
    store.expired(
        OwnerRange.ALL,
        NOW,
        collections,
        pageRows,
        page -> {
          assertThat(page.size()).isLessThanOrEqualTo(pageRows);
          return all.addAll(page);
        });
    return all;
  }

  @Test
  void expired_goesOnBehindEveryPartOfAKey() {
    Owner bob = fixture.owner(2);
    List<String> ids = new ArrayList<>();
    for (Owner owner : List.of(alice, bob)) {
      for (int collection : List.of(HISTORY, BOOKMARKS)) {
        fixture.addCollection(owner, collection, OLD, 2L, 2L);
        for (String id : List.of("a", "b")) {
          ids.add((owner.equals(alice) ? "alice" : "bob") + collection + id);
          fixture.addRow(
              owner,
              collection,
              new Stored(ids.get(ids.size() - 1), "x", OLD, NOW_MICROS - SECOND));
        }
      }
    }

    assertThat(expired(Set.of(), 1))
        .extracting(row -> row.row().id())
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(expired(Set.of(), 3)).hasSize(8);
  }

  @Test
  void now_isTheServersClock() {
    assertThat(Duration.between(store.now(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void deadBatches_areFoundAndDeletedAndOpenOnesNot() {
    fixture.addCollection(alice, BOOKMARKS, OLD, 0L, 0L);
    fixture.addCollection(alice, HISTORY, OLD, 0L, 0L);
    long dead = NOW.toEpochMilli() - 7_200_000;
    fixture.addBatch(alice, BOOKMARKS, dead, List.of("a", "b"));
    fixture.addBatch(alice, HISTORY, dead - 10_000, List.of("c"));
    fixture.addBatch(alice, HISTORY, dead + 10, List.of("d"));
    List<DeadBatch> found = new ArrayList<>();
    store.deadBatches(OwnerRange.ALL, NOW, Set.of(), 1, page -> found.addAll(page));

    assertThat(found).hasSize(2);
    for (DeadBatch batch : found) {
      assertThat(store.delete(batch, NOW.minusSeconds(3_600))).isFalse();
      assertThat(store.delete(batch, NOW)).isTrue();
      assertThat(store.delete(batch, NOW)).isFalse();
    }
    assertThat(fixture.batches()).isEqualTo(1);
    assertCounters(0L, 0L);
  }
}
