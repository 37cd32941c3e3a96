package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Collections;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.ServedStore;
import godwit.pipelines.ShardContent;
import godwit.pipelines.TargetContent;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.MovesUnderWay;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.StoreConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.sync.SyncClock;
import godwit.sync.mysql.MySqlStorage;
import godwit.sync.mysql.MySqlSyncConfig;
import godwit.sync.spanner.SpannerStorage;
import godwit.testdata.SyntheticUser;
import godwit.testdata.SyntheticUsers;
import godwit.testdata.Workload;
import godwit.testdata.client.Account;
import godwit.testdata.load.ShardLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Purges while a client writes to the same user and collection through the serving path. Nothing
 * that was acknowledged is lost, all the rest that is dead goes, and counters are exact in the end,
 * as readers see it that share no code with either. {@code -Dpurge.race.seed} repeats the order of
 * the writes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PurgeRaceIT {
  private static final long SEED = Long.getLong("purge.race.seed", System.nanoTime());

  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  @SuppressWarnings("NullAway.Init")
  private static Instant now;

  @BeforeAll
  static void load() {
    System.err.println("-Dpurge.race.seed=" + SEED);
    rehearsal =
        Rehearsal.of(
            Workload.of(31, 12).withShards(1).withMedianRows(60).withHoarders(3_000),
            shard -> ShardLayout.rust());
    now = rehearsal.loaded().workload().now();
    assertThat(Move.migrate(rehearsal.config()).balanced()).isTrue();
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static ServedStore overShard() {
    var config = rehearsal.config().shards().get(0).database();
    return ServedStore.start(MySqlStorage.open(MySqlSyncConfig.of(config), SyncClock.system()));
  }

  private static ServedStore overTarget() {
    return ServedStore.start(
        SpannerStorage.open(SpannerDatabase.open(rehearsal.config().target()), SyncClock.system()));
  }

  private static StoreConfig shard() {
    return StoreConfig.of(rehearsal.config().shards().get(0), List.of());
  }

  private static StoreConfig target() {
    return StoreConfig.of(rehearsal.config().target());
  }

  private static ShardContent shardContent() {
    return ShardContent.of(rehearsal, rehearsal.loaded().shards().get(0));
  }

  private static TargetContent targetContent() {
    return TargetContent.of(rehearsal.database());
  }

  private static Set<String> tombstones(Map<String, Fate> fates, Set<String> there) {
    return fates.entrySet().stream()
        .filter(entry -> entry.getValue().goesAsTombstone() && there.contains(entry.getKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Rows whose second figure, the expiry, is not later than that. */
  private static Set<String> expired(Map<String, String> rows, long until) {
    return rows.entrySet().stream()
        .filter(row -> Long.parseLong(row.getValue().split(" ")[1]) <= until)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The user and collection with the most of those records. */
  private static String busiest(Set<String> keys) {
    return keys.stream()
        .collect(Collectors.groupingBy(PurgeRaceIT::place, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Comparator.comparingLong(Map.Entry<String, Long>::getValue))
        .orElseThrow()
        .getKey();
  }

  private static String place(String key) {
    return key.substring(0, key.lastIndexOf('/'));
  }

  /** The account whose keys begin like that, by uid or by user key. */
  private static Account account(String place) {
    for (SyntheticUser user : new SyntheticUsers(rehearsal.loaded().workload()).all().toList()) {
      var assignment = user.current().assignment();
      var key = assignment.userKey(user.fxaUid());
      if (place.startsWith(assignment.uid() + "/") || place.startsWith(key.full() + "/")) {
        return new Account(assignment.uid(), key.fxaUid(), key.fxaKid());
      }
    }
    throw new AssertionError("nobody is " + place);
  }

  private static String collection(String place) {
    String last = place.substring(place.lastIndexOf('/') + 1);
    return Collections.standard().entrySet().stream()
        .filter(entry -> entry.getValue().toString().equals(last))
        .map(entry -> entry.getKey().text())
        .findFirst()
        .orElse(last);
  }

  private static PurgeSettings small(PurgeSettings settings) {
    var limits =
        new PurgeLimits(
            Long.MAX_VALUE,
            Duration.ofHours(1),
            Duration.ofMillis(200),
            20,
            PurgeLimits.NONE.load());
    return settings.executing(null).limitedTo(limits);
  }

  private static void race(
      ServedStore server,
      StoreConfig store,
      PurgeSettings settings,
      Set<String> dead,
      Supplier<Set<String>> left) {
    String place = busiest(dead);
    List<String> ids =
        new ArrayList<>(
            dead.stream()
                .filter(key -> place(key).equals(place))
                .map(key -> key.substring(key.lastIndexOf('/') + 1))
                .toList());
    java.util.Collections.shuffle(ids, new Random(SEED));
    try (server;
        RacingClient client = new RacingClient(server, account(place), collection(place), ids)) {
      CompletableFuture<Void> writing = CompletableFuture.runAsync(client::run);
      PurgeReport report;
      try {
        report = PurgePipeline.run(store, small(settings), List.of(), new RunControl());
      } finally {
        client.end();
      }
      writing.join();

      System.err.println(client.written().size() + " writes, " + report);
      assertThat(report.balanced()).isTrue();
      assertThat(client.read()).isEqualTo(client.written());
      Set<String> expected = new TreeSet<>(dead);
      client.written().keySet().forEach(id -> expected.remove(place + "/" + id));
      assertThat(left.get()).doesNotContainAnyElementsOf(expected);
      assertThat(client.written().keySet()).anyMatch(ids::contains);
    }
  }

  /** What is purged on one side only meanwhile, the next verify finds. */
  @Test
  @Order(0)
  void ledger_knowsThatUsersAreBeingMoved() {
    var moves = new MovesUnderWay(new Ledger(rehearsal.database()));

    assertThat(moves.any()).isTrue();
    assertThat(moves.anyOf(rehearsal.config().shards().get(0).name())).isTrue();
    assertThat(moves.anyOf("another")).isFalse();
  }

  @Test
  @Order(1)
  void tombstonesOfAShard_goWhileAClientWrites() throws Exception {
    Set<String> dead = tombstones(Fate.of(rehearsal, 0), shardContent().rows().keySet());

    race(
        overShard(),
        shard(),
        PurgeSettings.tombstones(now, TombstonePolicy.DEFAULT),
        dead,
        () -> shardContent().rows().keySet());

    ShardContent end = shardContent();
    assertThat(end.counters()).isEqualTo(end.recounted());
  }

  @Test
  @Order(2)
  void expiredOfAShard_goWhileAClientWrites() {
    Instant later = now.plus(Duration.ofDays(100));

    race(
        overShard(),
        shard(),
        PurgeSettings.expired(later, later, Set.of()),
        expired(shardContent().rows(), later.toEpochMilli()),
        () -> shardContent().rows().keySet());

    ShardContent end = shardContent();
    assertThat(end.counters()).isEqualTo(end.recounted());
  }

  @Test
  @Order(3)
  void tombstonesOfTheTarget_goWhileAClientWrites() {
    Set<String> dead = tombstones(Fate.inTarget(rehearsal), targetContent().rows().keySet());

    race(
        overTarget(),
        target(),
        PurgeSettings.tombstones(now, TombstonePolicy.DEFAULT),
        dead,
        () -> targetContent().rows().keySet());

    assertTargetCounted();
  }

  @Test
  @Order(4)
  void expiredOfTheTarget_goWhileAClientWrites() {
    Instant later = now.plus(Duration.ofDays(100));

    race(
        overTarget(),
        target(),
        PurgeSettings.expired(later, later, Set.of()),
        expired(targetContent().rows(), later.toEpochMilli() * 1_000),
        () -> targetContent().rows().keySet());

    assertTargetCounted();
  }

  private static void assertTargetCounted() {
    TargetContent end = targetContent();
    var counters = new TreeMap<>(end.collections());
    var counted = new TreeMap<>(end.recounted());
    // The marker rows of deleted collections have no counters.
    counters.keySet().removeIf(place -> place.endsWith("/0"));
    counted.keySet().removeIf(place -> place.endsWith("/0"));
    assertThat(counters).isEqualTo(counted);
  }
}
