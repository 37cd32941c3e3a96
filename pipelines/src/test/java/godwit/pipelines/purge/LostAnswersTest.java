package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.purge.FakeStore.Answer;
import godwit.pipelines.purge.PurgeCounts.Amount;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.ShardConfig;
import godwit.pipelines.run.Stopped;
import godwit.pipelines.run.StoreConfig;
import godwit.storage.StorageException;
import godwit.storage.mysql.MySqlConfig;
import godwit.sweep.DeadBatch;
import godwit.sweep.OwnerRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps over a store that does what it is asked and sometimes cannot tell. */
class LostAnswersTest {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

  @TempDir Path folder;

  private final FakeStore store = new FakeStore();
  private final PurgeCounts counts = new PurgeCounts();
  private boolean limited;

  private static PurgeSettings expired() {
    return PurgeSettings.expired(NOW, NOW, Set.of());
  }

  private Path manifest() {
    return folder.resolve("manifest");
  }

  private void sweep(PurgeSettings settings) {
    sweep(settings, new RunControl());
  }

  private void sweep(PurgeSettings settings, RunControl control) {
    String runId = "lost-answers-" + RUNS.incrementAndGet();
    control.attach(runId);
    try (SharedRun run = SharedRun.acquire(runId, store, settings, System::nanoTime)) {
      var deleter = new Deleter(run, PurgeRanges.watch(run), counts);
      new ExpiredSweep(run, counts, deleter).sweep(OwnerRange.ALL);
      limited = run.budget().isReached();
    } finally {
      RunControl.detach(runId);
    }
  }

  private List<String> manifestEnds() throws IOException {
    return Files.readAllLines(manifest()).stream()
        .filter(line -> line.contains("\"kept\""))
        .toList();
  }

  /** The second try finds nothing; once that was told as a deletion by somebody else. */
  @Test
  void rowsWhoseDeletionWasNotAnswered_countAsDeletedUnseen() throws IOException {
    store.add("a");
    store.add("b");
    store.answers.add(Answer.LOST);

    sweep(expired().executing(manifest().toString()));

    assertThat(store.rows).isEmpty();
    assertThat(counts.byReason()).isEqualTo(Map.of(PurgeReason.DELETED_UNSEEN, new Amount(2, 2)));
    assertThat(manifestEnds())
        .containsExactly("{\"chunk\":1,\"deleted\":0,\"kept\":{},\"unseen\":[\"a\",\"b\"]}");
  }

  @Test
  void rowsWhoseDeletionWasNotAnswered_useTheBudgetUp() {
    for (int i = 0; i < 20; i++) {
      store.add("id" + i);
    }
    store.answers.add(Answer.LOST);
    var limits =
        new PurgeLimits(
            15, Duration.ofHours(1), Duration.ofMillis(200), 10, PurgeLimits.NONE.load());

    sweep(expired().executing(null).limitedTo(limits));

    assertThat(store.rows).hasSize(5);
    assertThat(limited).isTrue();
  }

  @Test
  void rowsThatAnotherWriterHeld_areDeletedTheSecondTime() {
    store.add("a");
    store.answers.add(Answer.REFUSED);

    sweep(expired().executing(null));

    assertThat(counts.byReason()).isEqualTo(Map.of(PurgeReason.EXPIRED, new Amount(1, 1)));
  }

  /** The question for the load once threw it past rows that had been looked at already. */
  @Test
  void stopWhileTheServerIsAway_leavesWhatWasLookedAtForLater() {
    store.add("a");
    store.add("b");
    store.batches.add(new DeadBatch(FakeStore.ALICE, FakeStore.BOOKMARKS, "100", 3));
    var control = new RunControl();
    store.load =
        () -> {
          control.stop();
          throw new Stopped();
        };

    sweep(
        expired()
            .executing(null)
            .limitedTo(PurgeLimits.NONE.withLoad(new LoadRule(10, LoadRule.NONE.maxLagSeconds()))),
        control);

    assertThat(counts.examined()).isEqualTo(2);
    assertThat(counts.byReason()).isEqualTo(Map.of(PurgeReason.LEFT_FOR_LATER, new Amount(2, 2)));
    assertThat(store.rows).hasSize(2);
    assertThat(store.batches).hasSize(1);
  }

  /** Where all was thrown away with the failure, nobody knew what was deleted before it. */
  @Test
  void failure_comesWithWhatWasDoneBefore() {
    for (int i = 0; i < 30; i++) {
      store.add("id%02d".formatted(i));
    }
    store.answers.addAll(List.of(Answer.TOLD, Answer.BROKEN));
    PurgeSettings settings =
        expired()
            .executing(null)
            .limitedTo(
                new PurgeLimits(
                    1_000, Duration.ofHours(1), Duration.ofMillis(200), 10, LoadRule.NONE));
    var shard =
        new ShardConfig(
            "a",
            "https://a.example",
            new MySqlConfig("jdbc:mysql://nowhere:3306/a", "nobody", null, 1));
    String runId = "lost-answers-" + RUNS.incrementAndGet();
    var control = new RunControl();
    control.attach(runId);
    try (SharedRun open = SharedRun.acquire(runId, store, settings, System::nanoTime)) {
      assertThat(open.failure()).isNull();
      assertThatThrownBy(
              () ->
                  PurgePipeline.run(
                      runId, StoreConfig.of(shard, List.of()), settings, List.of(), control))
          .isInstanceOfSatisfying(
              PurgeFailed.class,
              failed -> {
                assertThat(failed).hasCauseInstanceOf(StorageException.class);
                assertThat(failed.report().failed()).isTrue();
                assertThat(failed.report().deletedTotal()).isEqualTo(new Amount(10, 10));
                assertThat(failed.report().unknown()).isEqualTo(20);
              });
    }
  }

  @Test
  void manifest_tellsWhyRowsWereKept() throws IOException {
    store.add("a");
    var gone = List.copyOf(store.rows.values());
    String runId = "lost-answers-" + RUNS.incrementAndGet();
    new RunControl().attach(runId);
    PurgeSettings settings = expired().executing(manifest().toString());
    try (SharedRun run = SharedRun.acquire(runId, store, settings, System::nanoTime)) {
      store.rows.clear();
      new Deleter(run, PurgeRanges.watch(run), counts)
          .delete(
              FakeStore.ALICE,
              FakeStore.BOOKMARKS,
              gone,
              godwit.sweep.DeleteGuard.unchanged(0),
              PurgeReason.EXPIRED);
    } finally {
      RunControl.detach(runId);
    }

    assertThat(manifestEnds())
        .containsExactly("{\"chunk\":1,\"deleted\":0,\"kept\":{\"a\":\"GONE\"}}");
  }

  @Test
  void batches_areTriedAgainAndNamedInTheManifest() throws IOException {
    store.batches.add(new DeadBatch(FakeStore.ALICE, FakeStore.BOOKMARKS, "100", 3));
    store.answers.add(Answer.REFUSED);

    sweep(expired().executing(manifest().toString()));

    assertThat(store.batches).isEmpty();
    assertThat(counts.batches()).isEqualTo(1);
    assertThat(Files.readString(manifest()))
        .contains("\"batch\":\"100\",\"reason\":\"DEAD_BATCH\",\"records\":3");
    assertThat(manifestEnds()).containsExactly("{\"chunk\":1,\"deleted\":1,\"kept\":{}}");
  }

  @Test
  void batches_keepToTheBudget() {
    for (int i = 0; i < 4; i++) {
      store.batches.add(new DeadBatch(FakeStore.ALICE, FakeStore.BOOKMARKS, "10" + i, 3));
    }

    sweep(expired().executing(null).limitedTo(PurgeLimits.NONE.withMost(7, Duration.ofHours(1))));

    assertThat(store.batches).hasSize(2);
    assertThat(counts.batches()).isEqualTo(2);
    assertThat(limited).isTrue();
  }

  @Test
  void hostThatIsFarAhead_isRefused() {
    store.add("a");
    store.now = NOW.minus(Duration.ofDays(1));

    assertThatThrownBy(() -> sweep(expired().atPresent().executing(manifest().toString())))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("clock");
    assertThat(store.rows).hasSize(1);
    assertThat(manifest()).doesNotExist();
    assertThat(store.closed).isEqualTo(1);
  }

  @Test
  void clockThatIsBehind_isTheOneThatCounts() {
    store.now = NOW.minusSeconds(60);
    PurgeSettings settings = PurgeSettings.expired(NOW, NOW.minusSeconds(30), Set.of()).atPresent();

    assertThat(settings.seenFrom(store).now()).isEqualTo(NOW.minusSeconds(60));
    assertThat(settings.seenFrom(store).cutOff()).isEqualTo(NOW.minusSeconds(60));
    store.now = NOW.plusSeconds(9_999);
    assertThat(settings.seenFrom(store).now()).isEqualTo(NOW);
    assertThat(settings.seenFrom(store).cutOff()).isEqualTo(NOW.minusSeconds(30));
  }
}
