package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.CollectionName;
import godwit.pipelines.io.KeptOpen;
import godwit.pipelines.policy.StalenessRule;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PurgeChecksTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final PurgeSettings EXPIRED = PurgeSettings.expired(NOW, NOW, Set.of());
  private static final Map<Integer, CollectionName> NAMES =
      Map.of(4, new CollectionName("history"), 100, new CollectionName("reading"));

  @TempDir Path folder;

  @Test
  void manifestThatIsThere_isRefusedBeforeAnythingIsOpened() throws IOException {
    Path file = Files.createFile(folder.resolve("there"));

    assertThatThrownBy(() -> PurgePipeline.check(EXPIRED.executing(file.toString()), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void manifestThatCanBeMade_isNotMadeByTheCheck() {
    Path file = folder.resolve("new");

    PurgePipeline.check(EXPIRED.executing(file.toString()), List.of());

    assertThat(file).doesNotExist();
  }

  /** Each worker would keep to the limit on its own, and nobody to the sum. */
  @Test
  void limits_areRefusedOnOtherMachines() {
    PurgeSettings few = EXPIRED.limitedTo(PurgeLimits.NONE.withMost(10, Duration.ofDays(3_650)));
    PurgeSettings brief =
        EXPIRED.limitedTo(PurgeLimits.NONE.withMost(Long.MAX_VALUE, Duration.ofHours(1)));

    for (PurgeSettings settings : List.of(few, brief)) {
      assertThatCode(() -> PurgePipeline.check(settings, List.of())).doesNotThrowAnyException();
      assertThatThrownBy(() -> PurgePipeline.checkElsewhere(settings))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("one machine");
    }
  }

  @Test
  void collections_thatTheStoreHasNotAreRefused() {
    assertThatThrownBy(
            () ->
                AskedCollections.of(
                    PurgeSettings.expired(NOW, NOW, Set.of("histroy")), NAMES, "shard a"))
        .isInstanceOf(StorageException.class)
        .hasMessage("No collection of shard a is named 'histroy'; check the spelling.");
    assertThat(
            AskedCollections.of(
                PurgeSettings.expired(NOW, NOW, Set.of("history")), NAMES, "shard a"))
        .containsExactly(4);
  }

  @Test
  void tombstonesOfACollectionThatTheStoreHasNot_areRefused() {
    assertThatThrownBy(() -> AskedCollections.of(tombstones("pasword"), NAMES, "shard a"))
        .hasMessage("No collection of shard a is named 'pasword'; check the spelling.");
    assertThat(AskedCollections.of(tombstones("reading"), NAMES, "shard a")).isEmpty();
    assertThat(AskedCollections.of(tombstones("passwords"), NAMES, "shard a")).isEmpty();
  }

  private static PurgeSettings tombstones(String... more) {
    Set<String> names = new HashSet<>(TombstonePolicy.ALLOWED);
    names.addAll(List.of(more));
    return PurgeSettings.tombstones(NOW, new TombstonePolicy(names, StalenessRule.DEFAULT));
  }

  /** Opened anew for every stretch, a run on other machines began its limits anew, too. */
  @Test
  void keptOpen_isOpenedOnceForAllPieces() {
    var opened = new AtomicInteger();
    var closed = new AtomicInteger();
    var kept = new KeptOpen<AutoCloseable>();
    for (int piece = 0; piece < 5; piece++) {
      kept.keep(
          "run",
          () -> {
            opened.incrementAndGet();
            return closed::incrementAndGet;
          });
    }
    kept.close();
    kept.close();

    assertThat(opened).hasValue(1);
    assertThat(closed).hasValue(1);
  }
}
