package godwit.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.CollectionName;
import godwit.model.Usage;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SyntheticUsersTest {
  private static final Workload MANY = Workload.of(11, 4_000);
  private static final List<SyntheticUser> USERS = new SyntheticUsers(MANY).all().toList();

  @Test
  void sizes_areLognormal() {
    long[] rows = USERS.stream().mapToLong(user -> user.current().rows()).sorted().toArray();

    assertThat(rows[rows.length / 2]).isBetween(230L, 370L);
    assertThat(rows[rows.length * 99 / 100]).isBetween(8_000L, 25_000L);
    assertThat(rows[0]).isLessThan(10);
  }

  @Test
  void unusualUsers_haveTheirShares() {
    assertThat(share(user -> !user.earlier().isEmpty())).isBetween(0.005, 0.02);
    assertThat(share(user -> user.standing() == Standing.RETIRED)).isBetween(0.002, 0.01);
    assertThat(share(user -> user.standing() == Standing.DANGLING)).isBetween(0.002, 0.01);
    assertThat(share(user -> user.current().assignment().keysChangedAt() == null))
        .isBetween(0.03, 0.07);
    assertThat(share(user -> Objects.equals(user.current().assignment().keysChangedAt(), 0L)))
        .isBetween(0.015, 0.05);
    assertThat(share(user -> user.current().devices().isEmpty())).isBetween(0.015, 0.05);
    assertThat(share(user -> user.current().collections().stream().anyMatch(c -> c.rows() == 0)))
        .isBetween(0.1, 0.8);
  }

  @Test
  void replacedUsers_includeTheSameKeyOnAnotherShard() {
    List<SyntheticUser> replaced = USERS.stream().filter(u -> !u.earlier().isEmpty()).toList();

    assertThat(replaced.stream().filter(SyntheticUsersTest::sameKey)).isNotEmpty();
    assertThat(replaced.stream().filter(user -> !sameKey(user))).isNotEmpty();
  }

  private static boolean sameKey(SyntheticUser user) {
    return user.earlier().stream()
        .anyMatch(old -> old.assignment().kid().equals(user.current().assignment().kid()));
  }

  @Test
  void uids_areUniqueAndFitAPythonShard() {
    Set<Long> uids = new HashSet<>();

    assertThat(USERS.stream().flatMap(user -> user.holdings().stream()))
        .allSatisfy(
            holding -> {
              assertThat(uids.add(holding.assignment().uid())).isTrue();
              assertThat(holding.assignment().uid()).isLessThan(Integer.MAX_VALUE);
            });
  }

  @Test
  void customNames_clashAcrossShards() {
    List<CollectionName> even = CustomNames.onShard(0);
    List<CollectionName> odd = CustomNames.onShard(1);

    assertThat(even.get(0)).isNotEqualTo(odd.get(0));
    assertThat(even).contains(new CollectionName("ReadingList"));
    assertThat(odd).contains(new CollectionName("readinglist"));
  }

  @Test
  void records_matchTheirPlansAndLabels() {
    Workload few = Workload.of(5, 300).withMedianRows(100);

    for (SyntheticUser user : new SyntheticUsers(few).all().toList()) {
      user.holdings().forEach(holding -> checkRecords(few, holding));
    }
  }

  private static void checkRecords(Workload workload, Holding holding) {
    long now = workload.now().toEpochMilli();
    for (CollectionPlan plan : holding.collections()) {
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < plan.rows(); i++) {
        SyntheticRecord row = new SyntheticRecords(workload, holding).record(plan, i);
        assertThat(ids.add(row.id())).as("unique %s", row).isTrue();
        assertThat(row.times().modified()).isBetween(1L, plan.lastModified());
        assertThat(row.times().modified() % 10).isZero();
        Long ttl = row.times().ttl();
        boolean past = ttl != null && row.times().modified() + ttl * 1_000 <= now;
        assertThat(row.label().expired()).as("%s", row).isEqualTo(past);
        boolean tombstone = row.label().kind() == RecordKind.TOMBSTONE;
        assertThat(tombstone).isEqualTo(i >= plan.live());
      }
    }
  }

  @Test
  void expiredRecords_areAFewPercent() {
    Usage all = Usage.NONE;
    Usage expired = Usage.NONE;
    for (Truth truth : Truth.part(Workload.of(5, 300).withMedianRows(100), 0, 1).toList()) {
      all = all.plus(truth.all());
      expired = expired.plus(truth.expired());
    }

    assertThat((double) expired.rows() / all.rows()).isBetween(0.03, 0.12);
    assertThat(all.bytes() / all.rows()).isBetween(400L, 2_400L);
  }

  @Test
  void hoarder_hasTheAskedRowsMostlyTombstones() {
    Workload workload = Workload.of(1, 3).withHoarders(300_000);
    Holding hoard = new SyntheticUsers(workload).user(0).current();
    int tombstones = hoard.collections().stream().mapToInt(CollectionPlan::tombstones).sum();

    assertThat(hoard.rows()).isEqualTo(300_000);
    assertThat(tombstones).isGreaterThan(299_000);
  }

  @Test
  void hoarder_streamsInBoundedMemory() {
    Workload workload = Workload.of(1, 1).withHoarders(2_000_000);
    Holding hoard = new SyntheticUsers(workload).user(0).current();
    long before = usedAfterCollection();
    long most = 0;
    long count = 0;
    for (SyntheticRecord row : new SyntheticRecords(workload, hoard)) {
      count++;
      if (count % 100_000 == 0) {
        assertThat(row.id()).isNotEmpty();
        most = Math.max(most, usedAfterCollection());
      }
      if (count == 300_000) {
        break;
      }
    }

    assertThat(count).isEqualTo(300_000);
    assertThat(most - before).as("bytes held while streaming").isLessThan(16L << 20);
  }

  @Test
  void stream_isLazy() {
    Workload workload = Workload.of(1, 1).withHoarders(2_000_000);
    Stream<SyntheticRecord> rows =
        new SyntheticRecords(workload, new SyntheticUsers(workload).user(0).current()).stream();

    assertThat(rows.limit(3).map(row -> row.collection().text())).contains("meta", "crypto");
  }

  private static long usedAfterCollection() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double share(java.util.function.Predicate<SyntheticUser> rule) {
    return (double) USERS.stream().filter(rule).count() / USERS.size();
  }
}
