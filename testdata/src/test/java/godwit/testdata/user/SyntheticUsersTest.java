package godwit.testdata.user;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.CollectionName;
import godwit.testdata.Workload;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
  void hoarder_hasTheAskedRowsMostlyTombstones() {
    Workload workload = Workload.of(1, 3).withHoarders(300_000);
    Holding hoard = new SyntheticUsers(workload).user(0).current();
    int tombstones = hoard.collections().stream().mapToInt(CollectionPlan::tombstones).sum();

    assertThat(hoard.rows()).isEqualTo(300_000);
    assertThat(tombstones).isGreaterThan(299_000);
  }

  private static double share(java.util.function.Predicate<SyntheticUser> rule) {
    return (double) USERS.stream().filter(rule).count() / USERS.size();
  }
}
