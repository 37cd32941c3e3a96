package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Collections;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.ServedStore;
import godwit.pipelines.ShardContent;
import godwit.pipelines.TargetContent;
import godwit.pipelines.io.SweepStores;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.MovesUnderWay;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.purge.PurgeCounts.Amount;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.StoreConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.sweep.SweepStore;
import godwit.sync.SyncClock;
import godwit.sync.mysql.MySqlStorage;
import godwit.sync.mysql.MySqlSyncConfig;
import godwit.sync.spanner.SpannerStorage;
import godwit.testdata.Workload;
import godwit.testdata.client.Account;
import godwit.testdata.load.ShardLayout;
import godwit.testdata.user.SyntheticUser;
import godwit.testdata.user.SyntheticUsers;
import java.sql.SQLException;
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

  private static final int RUST = 0;
  private static final int PYTHON = 1;

  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  @SuppressWarnings("NullAway.Init")
  private static Instant now;

  @BeforeAll
  static void load() {
    System.err.println("-Dpurge.race.seed=" + SEED);
    rehearsal =
        Rehearsal.of(
            Workload.of(31, 16).withShards(2).withMedianRows(60).withHoarders(3_000),
            shard -> shard == RUST ? ShardLayout.rust() : ShardLayout.python(2));
    now = rehearsal.loaded().workload().now();
    assertThat(Move.migrate(rehearsal.config()).balanced()).isTrue();
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static ServedStore overShard(int shard) {
    var config = rehearsal.config().shards().get(shard).database();
    return ServedStore.start(MySqlStorage.open(MySqlSyncConfig.of(config), SyncClock.system()));
  }

  private static ServedStore overTarget() {
    return ServedStore.start(
        SpannerStorage.open(SpannerDatabase.open(rehearsal.config().target()), SyncClock.system()));
  }

  private static StoreConfig shard(int shard) {
    return StoreConfig.of(rehearsal.config().shards().get(shard), List.of());
  }

  private static StoreConfig target() {
    return StoreConfig.of(rehearsal.config().target());
  }

  private static ShardContent shardContent(int shard) {
    return ShardContent.of(rehearsal, rehearsal.loaded().shards().get(shard));
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
        dead.stream()
            .filter(key -> place(key).equals(place))
            .map(key -> key.substring(key.lastIndexOf('/') + 1))
            .toList();
    List<String> raced = half(ids, 0);
    java.util.Collections.shuffle(raced, new Random(SEED));
    Account account = account(place);
    String collection = collection(place);
    try (server;
        RacingClient client = new RacingClient(server, account, collection, raced);
        QuickerClient quicker =
            new QuickerClient(server, account, place, collection, half(ids, 1))) {
      CompletableFuture<Void> writing = CompletableFuture.runAsync(client::run);
      PurgeReport report;
      try {
        report = purge(store, small(settings), quicker);
      } finally {
        client.end();
      }
      writing.join();

      System.err.println(client.written().size() + " writes, " + report);
      assertThat(report.balanced()).isTrue();
      assertThat(client.read()).isEqualTo(client.written());
      Set<String> expected = new TreeSet<>(dead);
      client.written().keySet().forEach(id -> expected.remove(place + "/" + id));
      expected.remove(place + "/" + quicker.written());
      assertThat(left.get())
          .contains(place + "/" + quicker.written())
          .doesNotContainAnyElementsOf(expected);
      assertThat(client.written().keySet()).anyMatch(ids::contains);
      assertThat(rows(report, PurgeReason.CHANGED)).isPositive();
      assertThat(rows(report, PurgeReason.GONE))
          .isGreaterThanOrEqualTo(quicker.hasDeleted() ? 1 : 0);
    }
  }

  /** Every other one, so that two clients do not meddle with each other. */
  private static List<String> half(List<String> ids, int which) {
    List<String> half = new ArrayList<>();
    for (int i = which; i < ids.size(); i += 2) {
      half.add(ids.get(i));
    }
    return half;
  }

  private static long rows(PurgeReport report, PurgeReason reason) {
    return report.kept().getOrDefault(reason, Amount.NONE).rows();
  }

  /** The run finds the store that is open already under its name. */
  private static PurgeReport purge(
      StoreConfig config, PurgeSettings settings, QuickerClient quicker) {
    String runId = PurgePipeline.newRun();
    var control = new RunControl();
    control.attach(runId);
    SweepStore store = MeetingPoint.of(SweepStores.open(config, control).store(), quicker::meet);
    try (var run = SharedRun.acquire(runId, store, settings, System::nanoTime)) {
      assertThat(run.store()).isSameAs(store);
      return PurgePipeline.run(runId, config, settings, List.of(), control);
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
    raceOverTombstones(RUST);

    ShardContent end = shardContent(RUST);
    assertThat(end.counters()).isEqualTo(end.recounted());
  }

  @Test
  @Order(2)
  void expiredOfAShard_goWhileAClientWrites() {
    Instant later = now.plus(Duration.ofDays(100));

    race(
        overShard(RUST),
        shard(RUST),
        PurgeSettings.expired(later, later, Set.of()),
        expired(shardContent(RUST).rows(), later.toEpochMilli()),
        () -> shardContent(RUST).rows().keySet());

    ShardContent end = shardContent(RUST);
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

  @Test
  @Order(5)
  void tombstonesOfAPythonShard_goWhileAClientWrites() throws Exception {
    raceOverTombstones(PYTHON);
  }

  private static void raceOverTombstones(int shard) throws SQLException {
    race(
        overShard(shard),
        shard(shard),
        PurgeSettings.tombstones(now, TombstonePolicy.DEFAULT),
        tombstones(Fate.of(rehearsal, shard), shardContent(shard).rows().keySet()),
        () -> shardContent(shard).rows().keySet());
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
