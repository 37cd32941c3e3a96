package godwit.sweep.spanner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Statement;
import godwit.model.Bso;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.storage.Write;
import godwit.storage.spanner.Rows;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.SpannerFixture;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Owner;
import godwit.sweep.Recount;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import godwit.sweep.contract.SweepFixture;
import godwit.sweep.contract.SweepStoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SpannerSweepIT extends SweepStoreContract {
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
        var looks = new AtomicInteger();
        Runnable purge =
            () -> {
              if (looks.incrementAndGet() == 1) {
                List<SweepRow> rows = new ArrayList<>();
                fixture.store().rows(alice, List.of(7), 0, rows::add);
                fixture.store().delete(alice, 7, rows.subList(0, 1), DeleteGuard.unchanged(0));
              }
            };

        Recount recount =
            new SweepRecount(spanner.database, ((Owner.Account) alice).key(), 7, purge).run(true);

        assertThat(recount.storedRows()).isEqualTo(unknown);
        assertThat(recount.exact()).isEqualTo(new Usage(1, 2));
        assertThat(fixture.store().recount(alice, 7, false).isOff()).isFalse();
      }
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
