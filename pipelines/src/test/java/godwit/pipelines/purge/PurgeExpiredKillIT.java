package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.ChildJvm;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.ShardContent;
import godwit.pipelines.TargetContent;
import godwit.pipelines.run.StoreConfig;
import godwit.testdata.Workload;
import godwit.testdata.load.ShardLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A purge of expired records whose process is killed, and run again, on either backend: the same
 * end as undisturbed, and the manifests name all that went. {@code -Dpurge.kill.seed} repeats the
 * moments.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PurgeExpiredKillIT {
  private static final int KILLS = Integer.getInteger("purge.kills", 2);
  private static final long SEED = Long.getLong("purge.kill.seed", System.nanoTime());

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  @SuppressWarnings("NullAway.Init")
  private static Instant later;

  private final Random random = new Random(SEED);

  /** What is stored, however it is read. */
  private record Content(Map<String, String> rows, Map<String, String> off) {
    /** What goes, by the expiry in the second column of a row. */
    Set<String> expired(long until) {
      return rows.entrySet().stream()
          .filter(row -> Long.parseLong(row.getValue().split(" ")[1]) <= until)
          .map(Map.Entry::getKey)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @BeforeAll
  static void load() {
    System.err.println("kills: " + KILLS + ", -Dpurge.kill.seed=" + SEED);
    rehearsal =
        Rehearsal.of(
            Workload.of(37, 30).withShards(1).withMedianRows(80), shard -> ShardLayout.rust());
    later = rehearsal.loaded().workload().now().plus(Duration.ofDays(100));
    assertThat(Move.migrate(rehearsal.config()).balanced()).isTrue();
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static Content shard() {
    ShardContent content = ShardContent.of(rehearsal, rehearsal.loaded().shards().get(0));
    return new Content(content.rows(), off(content.counters(), content.recounted()));
  }

  private static Content target() {
    TargetContent content = TargetContent.of(rehearsal.database());
    return new Content(content.rows(), off(content.collections(), content.recounted()));
  }

  /** Counters that are not what they should be; the marker rows have none. */
  private static Map<String, String> off(Map<String, String> counters, Map<String, String> right) {
    var off = new TreeMap<>(counters);
    off.entrySet().removeAll(right.entrySet());
    off.keySet().removeIf(place -> place.endsWith("/0"));
    return off;
  }

  private static PurgeChild.Job job(StoreConfig store, Path manifest) {
    var small =
        new PurgeLimits(
            Long.MAX_VALUE,
            Duration.ofHours(1),
            Duration.ofMillis(200),
            10,
            PurgeLimits.NONE.load());
    return new PurgeChild.Job(
        store,
        PurgeSettings.expired(later, later, Set.of())
            .executing(manifest.toString())
            .limitedTo(small));
  }

  @Test
  @Order(1)
  void killsOnAShard_leaveCountersRightAndTheRestToTheNextRun() throws IOException {
    kill(
        StoreConfig.of(rehearsal.config().shards().get(0), List.of()),
        PurgeExpiredKillIT::shard,
        later.toEpochMilli());
  }

  @Test
  @Order(2)
  void killsOnTheTarget_leaveCountersRightAndTheRestToTheNextRun() throws IOException {
    kill(
        StoreConfig.of(rehearsal.config().target()),
        PurgeExpiredKillIT::target,
        later.toEpochMilli() * 1_000);
  }

  private void kill(StoreConfig store, Supplier<Content> reader, long until) throws IOException {
    Content before = reader.get();
    Set<String> expected = before.expired(until);
    assertThat(expected).hasSizeGreaterThan(300);
    List<String> named = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Path manifest = Files.createTempFile(folder, "killed", ".jsonl");
      Files.delete(manifest);
      int chunks = 3 + random.nextInt(8);
      try (ChildJvm child = ChildJvm.start(PurgeChild.class, job(store, manifest), "256m")) {
        boolean isUnderWay = child.await(line -> closed(manifest) >= chunks).isPresent();
        child.kill();
        assertThat(isUnderWay).isTrue();
      }
      named.addAll(ManifestLines.named(Files.readAllLines(manifest)));
      Content after = reader.get();
      assertThat(expected).containsAll(gone(before, after));
      assertThat(after.off()).isEmpty();
      assertThat(gone(before, after)).hasSizeLessThan(expected.size());
    }

    Path manifest = folder.resolve("last" + until + ".jsonl");
    try (ChildJvm child = ChildJvm.start(PurgeChild.class, job(store, manifest), "256m")) {
      assertThat(child.awaitDone()[3]).isEqualTo("true");
    }
    named.addAll(ManifestLines.named(Files.readAllLines(manifest)));

    Content end = reader.get();
    assertThat(gone(before, end)).isEqualTo(expected);
    assertThat(end.off()).isEmpty();
    assertThat(new HashSet<>(named))
        .isEqualTo(
            expected.stream()
                .map(key -> key.replaceAll("/[^/]*/([^/]*)$", "/$1"))
                .collect(Collectors.toSet()));
  }

  private static long closed(Path manifest) {
    try {
      return Files.exists(manifest)
          ? Files.readString(manifest).lines().filter(line -> line.contains("\"kept\"")).count()
          : 0;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Set<String> gone(Content before, Content after) {
    Set<String> gone = new TreeSet<>(before.rows().keySet());
    gone.removeAll(after.rows().keySet());
    return gone;
  }
}
