package godwit.pipelines.purge;

import static java.util.Collections.disjoint;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.ShardContent;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.purge.PurgeCounts.Amount;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.StoreConfig;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.ShardLayout;
import godwit.testdata.record.RecordKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Purges of three shards, one of each dialect, judged by the labels of made records and compared by
 * a reader that shares no code with them.
 *
 * <p>Its size is set by {@code -Dpurge.users}, {@code -Dpurge.median} and {@code -Dpurge.hoarder};
 * the full proof is 2500, 100 and 40000.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PurgeShardsIT {
  private static final long SEED = Long.getLong("purge.seed", 20_260_102L);
  private static final int USERS = Integer.getInteger("purge.users", 240);
  private static final int MEDIAN = Integer.getInteger("purge.median", 40);
  private static final int HOARDER = Integer.getInteger("purge.hoarder", 4_000);

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  @SuppressWarnings("NullAway.Init")
  private static Instant now;

  @BeforeAll
  static void load() {
    Workload workload =
        Workload.of(SEED, USERS)
            .withShards(3)
            .withMedianRows(MEDIAN)
            .withHoarders(HOARDER, HOARDER, HOARDER);
    Workload held = workload.withShares(workload.shares().withOpenBatch(0.3));
    rehearsal = Rehearsal.of(held, PurgeShardsIT::layout);
    now = rehearsal.loaded().workload().now();
    System.err.println(rehearsal.loaded().records() + " records, seed " + SEED);
  }

  private static ShardLayout layout(int shard) {
    return switch (shard) {
      case 0 -> ShardLayout.python(2);
      case 1 -> ShardLayout.rust();
      default -> ShardLayout.rust2018();
    };
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static StoreConfig store(int shard) {
    return StoreConfig.of(rehearsal.config().shards().get(shard), List.of());
  }

  private static ShardContent content(int shard) {
    return ShardContent.of(rehearsal, rehearsal.loaded().shards().get(shard));
  }

  private static PurgeReport purge(int shard, PurgeSettings settings) {
    PurgeReport report = PurgePipeline.run(store(shard), settings, List.of(), new RunControl());
    System.err.println(report);
    return report;
  }

  private static PurgeSettings tombstones() {
    return PurgeSettings.tombstones(now, TombstonePolicy.DEFAULT);
  }

  private static Set<String> keys(Map<String, Fate> fates, Predicate<Fate> wanted) {
    return fates.entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> gone(ShardContent before, ShardContent after) {
    Set<String> gone = new TreeSet<>(before.rows().keySet());
    gone.removeAll(after.rows().keySet());
    return gone;
  }

  private static void assertNothingElseChanged(ShardContent before, ShardContent after) {
    Map<String, String> survivors = new TreeMap<>(before.rows());
    survivors.keySet().retainAll(after.rows().keySet());
    assertThat(after.rows()).isEqualTo(survivors);
    assertThat(after.times()).isEqualTo(before.times());
    assertThat(after.counters()).isEqualTo(after.recounted());
  }

  private static long rows(PurgeReport report, PurgeReason reason) {
    return report.kept().getOrDefault(reason, Amount.NONE).rows();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  @Order(1)
  void rehearsal_deletesNothingAndSaysWhatItWould(int shard) throws SQLException {
    ShardContent before = content(shard);
    Map<String, Fate> fates = Fate.of(rehearsal, shard);

    PurgeReport report = purge(shard, tombstones());

    assertThat(content(shard)).isEqualTo(before);
    assertThat(before.rows().keySet()).isEqualTo(fates.keySet());
    assertThat(report.executed()).isFalse();
    assertThat(report.balanced()).isTrue();
    // Only the transaction that deletes looks into batches.
    assertThat(report.deletedTotal().rows())
        .isEqualTo(keys(fates, fate -> fate.goesAsTombstone() || isHeldBack(fate)).size());
  }

  private static boolean isHeldBack(Fate fate) {
    return fate.isAllowed()
        && fate.kind() == RecordKind.TOMBSTONE
        && fate.isStale()
        && fate.isHeld();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  @Order(2)
  void tombstones_deletesStaleOnesAndNothingElse(int shard) throws SQLException, IOException {
    ShardContent before = content(shard);
    Map<String, Fate> fates = Fate.of(rehearsal, shard);
    Path manifest = folder.resolve("tombstones-" + shard);

    PurgeReport report = purge(shard, tombstones().executing(manifest.toString()));

    ShardContent after = content(shard);
    Set<String> gone = gone(before, after);
    assertThat(gone).isEqualTo(keys(fates, Fate::goesAsTombstone)).hasSizeGreaterThan(USERS);
    assertThat(keys(fates, f -> f.kind() == RecordKind.LIVE)).matches(live -> disjoint(live, gone));
    assertNothingElseChanged(before, after);
    assertThat(after.batches()).isEqualTo(before.batches());
    assertReport(report, fates);
    assertManifest(manifest, gone);
  }

  private static void assertReport(PurgeReport report, Map<String, Fate> fates) {
    assertThat(report.balanced()).isTrue();
    assertThat(report.examined()).isEqualTo(keys(fates, Fate::isAllowed).size());
    assertThat(report.deletedTotal().rows()).isEqualTo(keys(fates, Fate::goesAsTombstone).size());
    assertThat(rows(report, PurgeReason.LIVE) + rows(report, PurgeReason.LENGTH_AMBIGUOUS))
        .isEqualTo(keys(fates, fate -> fate.isAllowed() && fate.kind() == RecordKind.LIVE).size());
    assertThat(rows(report, PurgeReason.IN_BATCH))
        .isEqualTo(keys(fates, PurgeShardsIT::isHeldBack).size());
    assertThat(
            rows(report, PurgeReason.TOO_YOUNG)
                + rows(report, PurgeReason.DEVICE_BEHIND)
                + rows(report, PurgeReason.DEVICE_BEHIND_MONTHS)
                + rows(report, PurgeReason.DEVICE_BEHIND_YEARS)
                + rows(report, PurgeReason.NO_DEVICE))
        .isEqualTo(
            keys(
                    fates,
                    fate ->
                        fate.isAllowed() && fate.kind() == RecordKind.TOMBSTONE && !fate.isStale())
                .size());
  }

  private static void assertManifest(Path manifest, Set<String> gone) throws IOException {
    List<String> lines = Files.readAllLines(manifest);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(manifest)))
        .isEqualTo("rw-------");
    assertThat(lines).noneMatch(line -> line.contains("ciphertext"));
    assertThat(ManifestLines.deleted(lines)).hasSameSizeAs(gone);
    assertThat(withoutCollections(ManifestLines.deleted(lines)))
        .isEqualTo(withoutCollections(gone));
  }

  /** Sorted: comparing hundreds of thousands in any order takes minutes. */
  private static List<String> withoutCollections(Collection<String> keys) {
    return keys.stream().map(key -> key.replaceAll("/.*/", "/")).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  @Order(3)
  void tombstones_secondRunFindsNothing(int shard) {
    ShardContent before = content(shard);

    PurgeReport report = purge(shard, tombstones().executing(null));

    assertThat(report.deletedTotal().rows()).isZero();
    assertThat(content(shard)).isEqualTo(before);
  }

  @Test
  @Order(4)
  void expired_deletesFromTheCollectionsAskedForOnly() throws SQLException {
    ShardContent before = content(1);
    Map<String, Fate> fates = Fate.of(rehearsal, 1);

    PurgeReport report =
        purge(1, PurgeSettings.expired(now, now, Set.of("clients")).executing(null));

    Set<String> gone = gone(before, content(1));
    assertThat(gone)
        .isNotEmpty()
        .isEqualTo(
            keys(fates, fate -> fate.goesAsExpired()).stream()
                .filter(key -> key.contains("/1/"))
                .collect(Collectors.toCollection(TreeSet::new)));
    assertThat(report.collections()).containsOnlyKeys("clients");
    assertThat(report.batches()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  @Order(5)
  void expired_deletesExpiredRecordsAndDeadBatches(int shard) throws SQLException {
    ShardContent before = content(shard);
    Map<String, Fate> fates = Fate.of(rehearsal, shard);
    Set<String> expected = keys(fates, Fate::goesAsExpired);
    expected.retainAll(before.rows().keySet());

    PurgeReport report = purge(shard, PurgeSettings.expired(now, now, Set.of()).executing(null));

    ShardContent after = content(shard);
    assertThat(gone(before, after)).isNotEmpty().isEqualTo(expected);
    assertNothingElseChanged(before, after);
    assertThat(report.balanced()).isTrue();
    long millis = now.toEpochMilli();
    assertThat(report.batches()).isPositive();
    assertThat(after.batches().keySet())
        .isNotEmpty()
        .isEqualTo(
            before.batches().keySet().stream()
                .filter(key -> Long.parseLong(key.split("/")[1]) + 7_200_000 > millis)
                .collect(Collectors.toCollection(TreeSet::new)));
    assertThat(purge(shard, PurgeSettings.expired(now, now, Set.of())).deletedTotal().rows())
        .isZero();
  }

  @Test
  @Order(6)
  void move_afterThePurgeVerifies() {
    assertThat(Move.migrate(rehearsal.config()).balanced()).isTrue();
    Move.verifyEqual(rehearsal.config());
  }

  @Test
  @Order(7)
  void limits_leaveTheRestForTheNextRun() {
    List<LoadedShard> shards = rehearsal.loaded().shards();
    assertThat(shards).hasSize(3);
    Instant later = now.plus(Duration.ofDays(400));
    PurgeSettings settings = PurgeSettings.expired(later, later, Set.of("history"));
    long all = purge(0, settings).deletedTotal().rows();
    PurgeLimits few = PurgeLimits.NONE.withMost(all - 1, Duration.ofHours(1));

    PurgeReport first = purge(0, settings.executing(null).limitedTo(few));
    PurgeReport second = purge(0, settings.executing(null));

    assertThat(all).isGreaterThan(100);
    assertThat(first.deletedTotal().rows()).isEqualTo(all - 1);
    assertThat(first.limited()).isTrue();
    assertThat(first.balanced()).isTrue();
    assertThat(second.deletedTotal().rows()).isEqualTo(1);
    assertThat(second.limited()).isFalse();
  }
}
