package godwit.testdata.defect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.ResultSet;
import godwit.storage.spanner.SpannerDatabase;
import godwit.testdata.Shares;
import godwit.testdata.Workload;
import godwit.testdata.server.EmbeddedSpanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("server")
class PlantDefectsIT {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final Workload WORKLOAD =
      Workload.of(3, 12).withMedianRows(20).withShares(Shares.none());

  private SpannerDatabase database;

  @BeforeEach
  void load() {
    String name = "defects-" + DATABASES.incrementAndGet();
    var config = EmbeddedSpanner.shared().createDatabase(name, TargetSample.DDL);
    database = SpannerDatabase.open(config);
    TargetSample.write(database, WORKLOAD);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @EnumSource
  void plant_changesWhatItSaysAndNothingElse(Defect defect) {
    Map<Key, List<Object>> before = everything();
    Planted planted = PlantDefects.plant(database.client(), 5, List.of(defect)).get(0);
    Map<Key, List<Object>> after = everything();

    Set<Key> differing = new HashSet<>(before.keySet());
    differing.addAll(after.keySet());
    differing.removeIf(key -> java.util.Objects.equals(before.get(key), after.get(key)));
    assertThat(differing).hasSize(defect == Defect.WRONG_COLLECTION ? 2 : 1);
    assertThat(differing)
        .allSatisfy(
            key -> {
              assertThat(key.toString()).contains(planted.user().fxaUid());
              assertThat(key.size()).isEqualTo(planted.id() == null ? 3 : 4);
              if (planted.id() != null) {
                assertThat(key.toString()).contains(planted.id());
              }
            });
    checkShape(defect, planted, before, after, differing.iterator().next());
  }

  private static void checkShape(
      Defect defect,
      Planted planted,
      Map<Key, List<Object>> before,
      Map<Key, List<Object>> after,
      Key key) {
    switch (defect) {
      case ROW_MISSING, META_GLOBAL_MISSING, EMPTY_COLLECTION_MISSING ->
          assertThat(after).doesNotContainKey(key);
      case ROW_EXTRA -> assertThat(before).doesNotContainKey(key);
      case WRONG_COLLECTION -> assertThat(after).hasSameSizeAs(before);
      default ->
          assertThat(
                  differingColumns(
                      key.size(),
                      before.getOrDefault(key, List.of()),
                      after.getOrDefault(key, List.of())))
              .isEqualTo(List.of(String.valueOf(planted.column())));
    }
  }

  private static List<String> differingColumns(int keySize, List<Object> old, List<Object> now) {
    List<String> names =
        keySize == 3
            ? List.of("modified", "count")
            : List.of("sortindex", "payload", "modified", "expiry");
    assertThat(old).hasSameSizeAs(names);
    assertThat(now).hasSameSizeAs(names);
    return IntStream.range(0, names.size())
        .filter(i -> !old.get(i).equals(now.get(i)))
        .mapToObj(names::get)
        .toList();
  }

  @Test
  void plant_hitsNoCollectionTwice() {
    List<Planted> planted = PlantDefects.plant(database.client(), 1, List.of(Defect.values()));

    assertThat(planted).extracting(Planted::defect).containsExactly(Defect.values());
    assertThat(planted.stream().map(p -> p.user().full() + p.collection()).distinct())
        .hasSameSizeAs(planted);
  }

  @Test
  void plant_saysWhenThereIsNoPlace() {
    assertThatThrownBy(
            () ->
                PlantDefects.plant(
                    database.client(),
                    1,
                    java.util.Collections.nCopies(13, Defect.META_GLOBAL_MISSING)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("META_GLOBAL_MISSING");
  }

  @Test
  void plant_dependsOnTheSeedOnly() {
    String name = "defects-" + DATABASES.incrementAndGet();
    var config = EmbeddedSpanner.shared().createDatabase(name, TargetSample.DDL);
    try (var twin = SpannerDatabase.open(config)) {
      TargetSample.write(twin, WORKLOAD);

      assertThat(PlantDefects.plant(twin.client(), 7, List.of(Defect.values())))
          .isEqualTo(PlantDefects.plant(database.client(), 7, List.of(Defect.values())));
    }
  }

  private Map<Key, List<Object>> everything() {
    Map<Key, List<Object>> rows = new HashMap<>();
    DatabaseClient client = database.client();
    try (ResultSet row =
        client
            .singleUse()
            .read(
                "user_collections",
                KeySet.all(),
                List.of("fxa_uid", "fxa_kid", "collection_id", "modified", "count"))) {
      while (row.next()) {
        rows.put(
            Key.of(row.getString(0), row.getString(1), row.getLong(2)),
            List.of(row.getTimestamp(3), row.getLong(4)));
      }
    }
    try (ResultSet row = client.singleUse().read("bsos", KeySet.all(), TargetTables.BSO_COLUMNS)) {
      while (row.next()) {
        rows.put(
            Key.of(row.getString(0), row.getString(1), row.getLong(2), row.getString(3)),
            List.of(
                row.isNull(4) ? "NULL" : row.getLong(4),
                row.getString(5),
                row.getTimestamp(6),
                row.getTimestamp(7)));
      }
    }
    return rows;
  }
}
