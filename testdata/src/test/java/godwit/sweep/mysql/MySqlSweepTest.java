package godwit.sweep.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.Usage;
import godwit.storage.StorageException;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.Patience;
import godwit.sweep.Recount;
import godwit.sweep.ServerLoad;
import godwit.sweep.contract.SweepFixture;
import godwit.sweep.contract.SweepStoreContract;
import godwit.testdata.load.ShardLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MySqlSweepTest {
  @Nested
  class PythonTables extends SweepStoreContract {
    @Override
    protected SweepFixture create() {
      return new MySqlSweepFixture(ShardLayout.python(3));
    }
  }

  @Nested
  class PythonPlain extends SweepStoreContract {
    @Override
    protected SweepFixture create() {
      return new MySqlSweepFixture(ShardLayout.pythonPlain());
    }
  }

  @Nested
  class Rust extends SweepStoreContract {
    @Override
    protected SweepFixture create() {
      return new MySqlSweepFixture(ShardLayout.rust());
    }
  }

  @Nested
  class Rust2018 extends SweepStoreContract {
    @Override
    protected SweepFixture create() {
      return new MySqlSweepFixture(ShardLayout.rust2018());
    }
  }

  @Nested
  class RustWithoutExpiryIndex extends SweepStoreContract {
    @Override
    protected SweepFixture create() {
      return MySqlSweepFixture.withoutExpiryIndex(ShardLayout.rust());
    }
  }

  /** Sorted by expiry, each page would read and sort the whole table. */
  @Test
  void expired_withoutItsIndexComesInTheOrderOfKeys() {
    try (var fixture = MySqlSweepFixture.withoutExpiryIndex(ShardLayout.rust())) {
      Owner alice = fixture.owner(1);
      for (int i = 0; i < 5; i++) {
        fixture.addRow(
            alice, 7, new SweepFixture.Stored("id" + i, "1", 1_000, (9 - i) * 1_000_000L));
      }
      List<String> ids = new ArrayList<>();

      fixture
          .store()
          .expired(
              OwnerRange.ALL,
              Instant.ofEpochSecond(60),
              Set.of(),
              2,
              page -> page.stream().allMatch(row -> ids.add(row.row().id())));

      assertThat(ids).containsExactly("id0", "id1", "id2", "id3", "id4");
      assertThat(fixture.store().findsExpiredByIndex()).isFalse();
    }
  }

  @Test
  void owners_withRecordsOnlyNeverMakeALargePage() {
    try (var fixture = new MySqlSweepFixture(ShardLayout.python(3))) {
      fixture.addCollection(fixture.owner(2_000), 7, 1_000, null, null);
      for (int i = 1; i <= 500; i++) {
        fixture.addRow(fixture.owner(i), 7, SweepFixture.Stored.of("a", "1", 1_000));
      }
      Set<Owner> all = new LinkedHashSet<>();
      Owner after = null;
      for (var page = fixture.store().ownersAfter(OwnerRange.ALL, after, 2);
          !page.isEmpty();
          page = fixture.store().ownersAfter(OwnerRange.ALL, after, 2)) {
        // Users of three tables, as many rows of each as two users have collections.
        assertThat(page.size()).isLessThanOrEqualTo(3 * 2 * 16);
        page.forEach(owner -> assertThat(all.add(owner.owner())).isTrue());
        after = page.get(page.size() - 1).owner();
      }

      assertThat(all).hasSize(501);
    }
  }

  @Test
  void rows_goOnAfterTheConnectionWasLost() {
    var failures = new AtomicInteger();
    try (var fixture = new MySqlSweepFixture(ShardLayout.rust(), new Again(failures))) {
      Owner alice = fixture.owner(1);
      fixture.addRows(
          alice,
          7,
          IntStream.range(0, 1_500)
              .mapToObj(i -> SweepFixture.Stored.of("id%05d".formatted(i), "1", 1_000))
              .toList());
      Set<String> ids = new HashSet<>();

      fixture
          .store()
          .rows(
              alice,
              List.of(7),
              0,
              row -> {
                if (ids.isEmpty()) {
                  fixture.cutConnections();
                }
                assertThat(ids.add(row.id())).isTrue();
              });

      assertThat(ids).hasSize(1_500);
      assertThat(failures.get()).isPositive();
    }
  }

  /** Asks a second time. */
  private record Again(AtomicInteger failures) implements Patience {
    @Override
    public <T> T ask(Supplier<T> question) {
      try {
        return question.get();
      } catch (StorageException e) {
        failures.incrementAndGet();
        return question.get();
      }
    }
  }

  @Test
  void load_tellsHowManyStatementsRunAndThatNothingReplicates() {
    try (var fixture = new MySqlSweepFixture(ShardLayout.rust())) {
      ServerLoad load = fixture.store().load(true).orElseThrow();

      assertThat(load.running()).isPositive();
      assertThat(load.replicates()).isFalse();
      assertThat(load.lagSeconds()).isNull();
    }
  }

  @Test
  void owners_withRecordsOnlyAreListedToo() {
    try (var fixture = new MySqlSweepFixture(ShardLayout.python(3))) {
      Owner alice = fixture.owner(1);
      fixture.addRow(alice, 7, SweepFixture.Stored.of("a", "1", 1_000));

      var owners = fixture.store().ownersAfter(OwnerRange.ALL, null, 10);

      assertThat(owners).hasSize(1);
      assertThat(owners.get(0).collections()).containsOnlyKeys(7);
      assertThat(owners.get(0).collections().get(7)).extracting("modifiedMicros").isNull();
    }
  }

  @Test
  void ranges_ofOtherNotationsAreRefused() {
    try (var fixture = new MySqlSweepFixture(ShardLayout.rust())) {
      assertThatThrownBy(() -> fixture.store().ownersAfter(new OwnerRange("abc", ""), null, 10))
          .hasMessage("not a uid: 'abc'; a shard's are numbers");
    }
  }

  /** Counting a large collection takes minutes, in which clients write and a purge deletes. */
  @Test
  void recount_countsWithoutALockAndAgainWhatWasWrittenToMeanwhile() {
    for (Long before : new Long[] {null, 9L, 0L}) {
      try (var fixture = new MySqlSweepFixture(ShardLayout.rust())) {
        Owner alice = fixture.owner(1);
        fixture.addCollection(alice, 7, 1_000_000, before, before);
        fixture.addRow(alice, 7, SweepFixture.Stored.of("a", "1", 1_000_000));
        fixture.addRow(alice, 7, SweepFixture.Stored.of("b", "22", 1_000_000));
        Runnable purge = fixture.sweepingOnce(alice, 7);

        Recount recount = fixture.store().count(alice, 7, purge).run(true);

        assertThat(recount.storedRows()).isEqualTo(before);
        assertThat(recount.exact()).isEqualTo(new Usage(1, 2));
        assertThat(fixture.store().recount(alice, 7, false).isOff()).isFalse();
      }
    }
  }
}
