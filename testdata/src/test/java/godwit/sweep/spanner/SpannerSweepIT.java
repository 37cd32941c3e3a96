package godwit.sweep.spanner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Statement;
import com.google.spanner.v1.RequestOptions.Priority;
import godwit.model.Bso;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.storage.Write;
import godwit.storage.spanner.CommitFaults;
import godwit.storage.spanner.CommitFaults.Fault;
import godwit.storage.spanner.PriorityRecord;
import godwit.storage.spanner.Rows;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.SpannerFixture;
import godwit.sweep.DeadBatch;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Deletion;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.Recount;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import godwit.sweep.contract.SweepFixture;
import godwit.sweep.contract.SweepStoreContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SpannerSweepIT extends SweepStoreContract {
  private static final DeleteGuard UNCHANGED = DeleteGuard.unchanged(0);
  private static final Instant LATER = Instant.ofEpochSecond(100_000);

  private static SpannerFixture spanner;

  @BeforeAll
  static void createDatabase() {
    spanner = SpannerFixture.create("sweep-contract");
  }

  @AfterAll
  static void closeDatabase() {
    spanner.close();
  }

  @Override
  protected SweepFixture create() {
    long unused =
        spanner
            .database
            .client()
            .executePartitionedUpdate(Statement.of("DELETE FROM user_collections WHERE true"));
    return new Fixture();
  }

  /** The store under test. */
  SpannerSweep openStore(SpannerDatabase database) {
    return SpannerSweep.open(database);
  }

  /** Somebody writes while a collection is counted, and it has no counters that could tell. */
  @Test
  void recount_countsAgainWhatWasWrittenToMeanwhile() {
    try (SweepFixture fixture = create()) {
      Owner alice = fixture.owner(1);
      for (Long unknown : new Long[] {null, 9L, 0L}) {
        fixture.addCollection(alice, 7, 1_000_000, unknown, unknown);
        fixture.addRow(alice, 7, SweepFixture.Stored.of("a", "1", 1_000_000));
        fixture.addRow(alice, 7, SweepFixture.Stored.of("b", "22", 1_000_000));
        Runnable purge = fixture.sweepingOnce(alice, 7);

        Recount recount =
            new SweepRecount(spanner.database, ((Owner.Account) alice).key(), 7, purge).run(true);

        assertThat(recount.storedRows()).isEqualTo(unknown);
        assertThat(recount.exact()).isEqualTo(new Usage(1, 2));
        assertThat(fixture.store().recount(alice, 7, false).isOff()).isFalse();
      }
    }
  }

  private static void twoRowsAndABatch(SweepFixture fixture, Owner owner) {
    fixture.addCollection(owner, 7, 1_000_000, 2L, 2L);
    fixture.addRow(owner, 7, SweepFixture.Stored.of("a", "1", 1_000_000));
    fixture.addRow(owner, 7, SweepFixture.Stored.of("b", "2", 1_000_000));
    fixture.addBatch(owner, 7, 0, List.of("c"));
  }

  private static List<SweepRow> rows(SweepStore store, Owner owner) {
    List<SweepRow> rows = new ArrayList<>();
    store.rows(owner, List.of(7), 100, rows::add);
    return rows;
  }

  private static List<DeadBatch> batches(SweepStore store) {
    List<DeadBatch> batches = new ArrayList<>();
    store.deadBatches(OwnerRange.ALL, LATER, Set.of(), 10, batches::addAll);
    return batches;
  }

  /** An aborted run stored nothing: what is gone in the next one, somebody else deleted. */
  @Test
  void delete_thatWasAbortedDoesNotClaimWhatOthersDeleted() {
    try (SweepFixture fixture = create()) {
      Owner alice = fixture.owner(1);
      twoRowsAndABatch(fixture, alice);
      var faults = new CommitFaults();
      try (var store = openStore(faults.open(spanner.database.config()))) {
        List<SweepRow> rows = rows(store, alice);
        faults.abortThen(() -> fixture.store().delete(alice, 7, rows.subList(0, 1), UNCHANGED));

        assertThat(store.delete(alice, 7, rows, UNCHANGED))
            .isEqualTo(new Deletion(Set.of("b"), Map.of("a", Deletion.Kept.GONE)));

        DeadBatch batch = batches(store).get(0);
        faults.abortThen(() -> fixture.store().delete(batch, LATER));

        assertThat(store.delete(batch, LATER)).isFalse();
        assertThat(faults.areDone()).isTrue();
      }
    }
  }

  @Test
  void delete_whoseAnswerWasLostDoesNotDenyIt() {
    try (SweepFixture fixture = create()) {
      Owner alice = fixture.owner(1);
      twoRowsAndABatch(fixture, alice);
      var faults = new CommitFaults();
      try (var store = openStore(faults.open(spanner.database.config()))) {
        faults.next(Fault.ANSWER_LOST);

        assertThat(store.delete(alice, 7, rows(store, alice), UNCHANGED).kept())
            .isEqualTo(Map.of("a", Deletion.Kept.GONE_UNSEEN, "b", Deletion.Kept.GONE_UNSEEN));

        DeadBatch batch = batches(store).get(0);
        faults.next(Fault.ANSWER_LOST);

        assertThat(store.delete(batch, LATER)).isTrue();
        assertThat(fixture.batches()).isZero();
      }
    }
  }

  /** The priority of a transaction is that of its commit; its reads ran at a high one once. */
  @Test
  void everything_runsAtLowPriority() {
    try (SweepFixture fixture = create()) {
      Owner alice = fixture.owner(1);
      twoRowsAndABatch(fixture, alice);
      fixture.addBatch(alice, 7, LATER.toEpochMilli(), List.of("d"));
      var asked = new PriorityRecord();
      try (var store = openStore(asked.open(spanner.database.config()))) {
        store.now();
        store.collectionNames();
        store.ownersAfter(OwnerRange.ALL, null, 10);
        store.stored(List.of(alice));
        store.countExpired(OwnerRange.ALL, LATER);
        store.expired(OwnerRange.ALL, LATER, Set.of(), 10, page -> true);
        var devices = new DeleteGuard.Devices(1, null);
        store.delete(alice, 7, rows(store, alice), new DeleteGuard(0, null, devices));
        batches(store).forEach(batch -> store.delete(batch, LATER));
        fixture.addCollection(alice, 7, 1_000_000, 9L, 9L);
        store.recount(alice, 7, true);
      }

      assertThat(asked.asked())
          .isEqualTo(
              Map.of(
                  "Read", Set.of(Priority.PRIORITY_LOW),
                  "Sql", Set.of(Priority.PRIORITY_LOW),
                  "Commit", Set.of(Priority.PRIORITY_LOW)));
    }
  }

  /** The emptied tables; they stay open for the next test. */
  private final class Fixture implements SweepFixture {
    @Override
    public SweepStore store() {
      return openStore(spanner.database);
    }

    @Override
    public Owner owner(int number) {
      return new Owner.Account(SpannerFixture.user(number + "f".repeat(31)));
    }

    private static UserKey user(Owner owner) {
      return ((Owner.Account) owner).key();
    }

    @Override
    public boolean hasCounters() {
      return true;
    }

    @Override
    public boolean holdsWholeCollections() {
      return false;
    }

    @Override
    public void addCollection(
        Owner owner,
        int collection,
        long modifiedMicros,
        @Nullable Long count,
        @Nullable Long bytes) {
      spanner.database.write(
          List.of(
              Rows.keyed(
                      Mutation.newInsertOrUpdateBuilder(Rows.COLLECTIONS_OF_USERS),
                      user(owner),
                      collection)
                  .set("modified")
                  .to(Rows.time(modifiedMicros))
                  .set("count")
                  .to(count)
                  .set("total_bytes")
                  .to(bytes)
                  .build()));
    }

    @Override
    public void addRows(Owner owner, int collection, List<Stored> rows) {
      spanner.target.commit(rows.stream().map(row -> put(user(owner), collection, row)).toList());
    }

    private static Write put(UserKey user, int collection, Stored row) {
      return new Write.PutBso(
          user,
          collection,
          new Bso(
              row.id(),
              null,
              row.payload(),
              SyncTimestamp.ofMicros(row.modifiedMicros()),
              Expiry.ofMicros(row.expiryMicros())));
    }

    @Override
    public void addBatch(Owner owner, int collection, long begunMillis, List<String> ids) {
      if (!spanner
          .target
          .collections(List.of(user(owner)))
          .getOrDefault(user(owner), Map.of())
          .containsKey(collection)) {
        addCollection(owner, collection, 0, null, null);
      }
      String batch = "batch" + begunMillis;
      List<Mutation> writes = new ArrayList<>();
      writes.add(
          Rows.keyed(Mutation.newInsertBuilder("batches"), user(owner), collection)
              .set("batch_id")
              .to(batch)
              .set("expiry")
              .to(Rows.time((begunMillis + 7_200_000) * 1_000))
              .build());
      ids.forEach(
          id ->
              writes.add(
                  Rows.keyed(Mutation.newInsertBuilder("batch_bsos"), user(owner), collection)
                      .set("batch_id")
                      .to(batch)
                      .set("batch_bso_id")
                      .to(id)
                      .build()));
      spanner.database.write(writes);
    }

    @Override
    public long batches() {
      return spanner.database.read(
          context -> {
            try (var rows = context.executeQuery(Statement.of("SELECT COUNT(*) FROM batch_bsos"))) {
              return rows.next() ? rows.getLong(0) : 0;
            }
          });
    }

    @Override
    public void close() {}
  }
}
