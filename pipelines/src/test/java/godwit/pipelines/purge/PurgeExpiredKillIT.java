package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.ChildJvm;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
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
import java.util.Random;
import java.util.Set;
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
        () -> Content.ofShard(rehearsal),
        later.toEpochMilli());
  }

  @Test
  @Order(2)
  void killsOnTheTarget_leaveCountersRightAndTheRestToTheNextRun() throws IOException {
    kill(
        StoreConfig.of(rehearsal.config().target()),
        () -> Content.ofTarget(rehearsal),
        later.toEpochMilli() * 1_000);
  }

  private void kill(StoreConfig store, Supplier<Content> reader, long until) throws IOException {
    Content before = reader.get();
    Set<String> expected = before.expired(until);
    assertThat(expected).hasSizeGreaterThan(300);
    List<String> named = new ArrayList<>();
    int cutOff = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Path manifest = Files.createTempFile(folder, "killed", ".jsonl");
      Files.delete(manifest);
      int chunks = 3 + random.nextInt(8);
      try (ChildJvm child = ChildJvm.start(PurgeChild.class, job(store, manifest), "256m")) {
        // Late kills may leave nothing to the next ones, which then only see it end.
        var unused = child.await(line -> line.startsWith("AT ") && closed(manifest) >= chunks);
        child.kill();
      }
      named.addAll(ManifestLines.named(Files.readAllLines(manifest)));
      Content after = reader.get();
      assertThat(expected).containsAll(before.goneBy(after));
      assertThat(after.off()).isEmpty();
      cutOff += before.goneBy(after).size() < expected.size() ? 1 : 0;
    }
    assertThat(cutOff).as("kills that left something").isPositive();

    Path manifest = folder.resolve("last" + until + ".jsonl");
    try (ChildJvm child = ChildJvm.start(PurgeChild.class, job(store, manifest), "256m")) {
      assertThat(child.awaitDone()[3]).isEqualTo("true");
    }
    named.addAll(ManifestLines.named(Files.readAllLines(manifest)));

    Content end = reader.get();
    assertThat(before.goneBy(end)).isEqualTo(expected);
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
}
