package godwit.testdata.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.testdata.Shares;
import godwit.testdata.Workload;
import godwit.testdata.server.EmbeddedMySql;
import godwit.testdata.truth.CollectionTruth;
import godwit.testdata.truth.Truth;
import godwit.testdata.user.Assignment;
import godwit.testdata.user.CustomNames;
import godwit.testdata.user.SyntheticUsers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("server")
class TestDataLoadIT {
  private static final EmbeddedMySql SERVER = EmbeddedMySql.shared();
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static final Workload WORKLOAD =
      Workload.of(9, 60)
          .withMedianRows(30)
          .withShares(
              Shares.realistic()
                  .withReplaced(0.2)
                  .withOpenBatch(0.4)
                  .withNullCounters(0.3)
                  .withLost(0.1, 0.1));

  static List<ShardLayout> layouts() {
    return List.of(
        ShardLayout.python(20),
        ShardLayout.pythonPlain(),
        ShardLayout.rust(),
        ShardLayout.rust2018());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void shard_holdsWhatTheTruthSays(ShardLayout layout) throws Exception {
    LoadedWorkload loaded = load(WORKLOAD, layout);

    for (int shard = 0; shard < WORKLOAD.shards(); shard++) {
      assertThat(stored(loaded.shards().get(shard))).isEqualTo(expected(shard));
    }
  }

  /** uid/collection -> rows, bytes, expired, time of the collection. */
  private static Map<String, List<Long>> expected(int shard) {
    Map<String, List<Long>> rows = new TreeMap<>();
    for (Truth truth : Truth.part(WORKLOAD, 0, 1).toList()) {
      Assignment owner = truth.assignment();
      if (owner.shard() == shard) {
        truth.collections().forEach(c -> rows.put(owner.uid() + "/" + c.name(), figures(c)));
      }
    }
    return rows;
  }

  private static List<Long> figures(CollectionTruth truth) {
    return List.of(
        truth.all().rows(), truth.all().bytes(), truth.expired().rows(), truth.lastModified());
  }

  private static Map<String, List<Long>> stored(LoadedShard shard) throws SQLException {
    ShardDialect.Columns names = shard.layout().dialect().columns();
    long unit = shard.layout().dialect() == ShardDialect.PYTHON ? 1_000 : 1;
    long now = WORKLOAD.now().toEpochMilli() / unit;
    Map<String, List<Long>> rows = new TreeMap<>();
    for (int table = 0; table < Math.max(1, shard.layout().tables()); table++) {
      String sql =
          """
          SELECT u.$user, u.$collection, COUNT(b.id), COALESCE(SUM(LENGTH(b.payload)), 0),
                 COALESCE(SUM(b.$expiry <= $now), 0), MAX(u.$time)
            FROM user_collections u LEFT JOIN $table b
              ON b.$user = u.$user AND b.$collection = u.$collection
           WHERE u.$collection > 0 AND $mine
           GROUP BY u.$user, u.$collection"""
              .replace("$user", names.user())
              .replace("$collection", names.collection())
              .replace("$expiry", names.expiry())
              .replace("$now", Long.toString(now))
              .replace("$time", names.collectionTime())
              .replace("$table", shard.layout().bsoTable(table))
              .replace("$mine", "u." + names.user() + mine(shard, table));
      rows.putAll(read(shard, sql));
    }
    return rows;
  }

  private static String mine(LoadedShard shard, int table) {
    int tables = shard.layout().tables();
    return tables == 0 ? " > 0" : " % " + tables + " = " + table;
  }

  private static Map<String, List<Long>> read(LoadedShard shard, String sql) throws SQLException {
    Map<Integer, String> names = collectionNames(shard);
    Map<String, List<Long>> rows = new TreeMap<>();
    try (Connection connection = SERVER.connect(shard.schema());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.put(
            result.getLong(1) + "/" + names.get(result.getInt(2)),
            List.of(result.getLong(3), result.getLong(4), result.getLong(5), result.getLong(6)));
      }
    }
    return rows;
  }

  private static Map<Integer, String> collectionNames(LoadedShard shard) throws SQLException {
    Map<Integer, String> names = new TreeMap<>();
    godwit.model.Collections.standard().forEach((name, id) -> names.put(id, name.text()));
    try (Connection connection = SERVER.connect(shard.schema());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM collections")) {
      while (result.next()) {
        names.put(result.getInt(1), result.getString(2));
      }
    }
    return names;
  }

  @Test
  void shards_giveOneIdToDifferentNames() throws Exception {
    LoadedWorkload loaded = load(WORKLOAD, ShardLayout.rust());

    assertThat(collectionNames(loaded.shards().get(0)))
        .containsEntry(101, CustomNames.onShard(0).get(0).text())
        .containsEntry(100, "")
        .containsEntry(7, "bookmarks");
    assertThat(collectionNames(loaded.shards().get(1)))
        .containsEntry(101, CustomNames.onShard(1).get(0).text());
  }

  @Test
  void rustShard_hasRightCountersOrNone() throws Exception {
    LoadedShard shard = load(WORKLOAD, ShardLayout.rust()).shards().get(0);

    assertThat(number(shard.schema(), "SELECT COUNT(*) FROM user_collections WHERE count IS NULL"))
        .isPositive();
    assertThat(
            number(
                shard.schema(),
                """
                SELECT COUNT(*) FROM user_collections u WHERE count IS NOT NULL AND
                (count, total_bytes) <> (SELECT COUNT(*), COALESCE(SUM(LENGTH(payload)), 0)
                FROM bso b WHERE b.userid = u.userid AND b.collection = u.collection)"""))
        .isZero();
  }

  @Test
  void openBatches_areOutsideTheRecords() throws Exception {
    LoadedShard rust = load(WORKLOAD, ShardLayout.rust()).shards().get(0);
    LoadedShard old = load(WORKLOAD, ShardLayout.rust2018()).shards().get(0);

    long batches = number(rust.schema(), "SELECT COUNT(*) FROM batch_uploads");
    assertThat(batches).isPositive();
    assertThat(number(rust.schema(), "SELECT COUNT(DISTINCT batch) FROM batch_upload_items"))
        .isEqualTo(batches);
    assertThat(
            number(rust.schema(), "SELECT COUNT(*) FROM batch_uploads WHERE batch%10<>userid%10"))
        .isZero();
    assertThat(number(old.schema(), "SELECT COUNT(*) FROM batches")).isEqualTo(batches);
  }

  @Test
  void tokenserver_hasEveryAssignment() throws Exception {
    LoadedWorkload loaded = load(WORKLOAD, ShardLayout.rust());
    String schema = loaded.tokenserverUrl().replaceAll(".*/", "");
    List<Assignment> all =
        new SyntheticUsers(WORKLOAD)
            .all()
            .flatMap(user -> user.holdings().stream())
            .map(h -> h.assignment())
            .toList();

    assertThat(number(schema, "SELECT COUNT(*) FROM users")).isEqualTo(all.size());
    assertThat(number(schema, "SELECT COUNT(*) FROM users WHERE replaced_at IS NOT NULL"))
        .isEqualTo(all.stream().filter(a -> a.replacedAt() != null).count())
        .isPositive();
    assertThat(number(schema, "SELECT COUNT(*) FROM users WHERE generation = ~0 >> 1"))
        .isPositive();
    assertThat(number(schema, "SELECT COUNT(*) FROM users WHERE keys_changed_at IS NULL"))
        .isPositive();
    assertThat(
            number(schema, "SELECT COUNT(*) FROM users WHERE nodeid NOT IN (SELECT id FROM nodes)"))
        .isPositive();
  }

  @Test
  void load_refusesSchemasThatExist() {
    ServerTarget target = target();

    assertThatThrownBy(
            () -> {
              TestDataLoad.load(Workload.of(1, 1), target, ProgressListener.SILENT);
              TestDataLoad.load(Workload.of(1, 1), target, ProgressListener.SILENT);
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("exists");
  }

  @Test
  void hoarder_isLoadedWhole() throws Exception {
    Workload workload = Workload.of(4, 1).withShards(1).withHoarders(50_000);
    LoadedShard shard = load(workload, ShardLayout.rust()).shards().get(0);

    assertThat(shard.records()).isEqualTo(50_000);
    assertThat(number(shard.schema(), "SELECT COUNT(*) FROM bso")).isEqualTo(50_000);
  }

  private static LoadedWorkload load(Workload workload, ShardLayout layout) throws Exception {
    return TestDataLoad.load(workload, target(), shard -> layout, ProgressListener.SILENT);
  }

  private static ServerTarget target() {
    return new ServerTarget(
        SERVER.url(""), SERVER.user(), SERVER::password, "load" + SCHEMAS.incrementAndGet());
  }

  private static long number(String schema, String sql) throws SQLException {
    try (Connection connection = SERVER.connect(schema);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
