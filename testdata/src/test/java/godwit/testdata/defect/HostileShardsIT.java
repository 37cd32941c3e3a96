package godwit.testdata.defect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.LoadedWorkload;
import godwit.testdata.load.ProgressListener;
import godwit.testdata.load.ServerTarget;
import godwit.testdata.load.ShardLayout;
import godwit.testdata.load.TestDataLoad;
import godwit.testdata.server.EmbeddedMySql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("server")
class HostileShardsIT {
  private static final EmbeddedMySql SERVER = EmbeddedMySql.shared();
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  /** The uid of a workload's first user who was never replaced. */
  private static final long UID = 100_000_000L;

  private static final int OTHER = 2;

  private static ShardLayout layout(String name) {
    return switch (name) {
      case "python" -> ShardLayout.python(2);
      case "plain" -> ShardLayout.pythonPlain();
      case "rust" -> ShardLayout.rust();
      default -> ShardLayout.rust2018();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "plain", "rust", "rust2018"})
  void records_areThere(String name) throws Exception {
    LoadedShard shard = load(layout(name)).shards().get(0);
    try (Connection connection = SERVER.connect(shard.schema())) {
      var hostile = new HostileShards(connection, shard.layout());
      check(connection, shard, hostile.orphanCollection(UID), "LENGTH(payload) = 2");
      check(connection, shard, hostile.nonAsciiPayload(UID), "HEX(payload) LIKE '%636166E9227D'");
      check(connection, shard, hostile.largestPayload(UID), "LENGTH(payload) = 2097152");
      check(connection, shard, hostile.payloadOverCellLimit(UID), "LENGTH(payload) = 3145728");
      check(connection, shard, hostile.idInOtherCase(UID, "abcDEF"), "BINARY id = 'ABCDEF'");
      check(connection, shard, hostile.userWithoutAssignment(UID + 5), "LENGTH(payload) = 2");
      check(connection, shard, hostile.recordWithoutCollection(UID), "LENGTH(payload) = 2");
      String modified = "modified";
      check(connection, shard, hostile.negativeTime(UID), modified + " = -10");
      check(connection, shard, hostile.hugeTime(UID), modified + " > 253402300799999");
      String expiry = name.equals("rust2018") ? "expiry" : "ttl";
      check(connection, shard, hostile.zeroExpiry(UID), expiry + " = 0");
    }
  }

  private static void check(
      Connection connection, LoadedShard shard, Hostile hostile, String condition)
      throws SQLException {
    boolean old = shard.layout().equals(ShardLayout.rust2018());
    String sql =
        "SELECT COUNT(*) FROM "
            + shard.layout().bsoTable(hostile.uid())
            + (old ? " WHERE user_id = " : " WHERE userid = ")
            + hostile.uid()
            + (old ? " AND collection_id = " : " AND collection = ")
            + hostile.collection()
            + " AND id = '"
            + hostile.id()
            + "' AND "
            + condition;
    assertThat(number(connection, sql)).as(hostile.what()).isEqualTo(1);
  }

  @Test
  void tableGap_removesTheTable() throws Exception {
    LoadedShard shard = load(ShardLayout.python(3)).shards().get(0);
    try (Connection connection = SERVER.connect(shard.schema())) {
      new HostileShards(connection, shard.layout()).tableGap(1);

      assertThat(
              number(
                  connection,
                  "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
                      + " AND table_name REGEXP '^bso[0-9]+$'"))
          .isEqualTo(2);
    }
  }

  @Test
  void brokenClientState_replacesTheKey() throws Exception {
    String schema = load(ShardLayout.rust()).tokenserverUrl().replaceAll(".*/", "");
    try (Connection connection = SERVER.connect(schema)) {
      HostileShards.brokenClientState(connection, UID, "");
      assertThat(number(connection, "SELECT COUNT(*) FROM users WHERE client_state = ''"))
          .isEqualTo(1);
      HostileShards.brokenClientState(connection, UID, "not hex");
      assertThat(number(connection, "SELECT COUNT(*) FROM users WHERE client_state = 'not hex'"))
          .isEqualTo(1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HostileShards.brokenClientState(connection, OTHER, ""))
          .withMessageContaining("no uid 2");
    }
  }

  private static LoadedWorkload load(ShardLayout layout) throws Exception {
    var target =
        new ServerTarget(
            SERVER.url(""), SERVER.user(), SERVER::password, "hostile" + SCHEMAS.incrementAndGet());
    Workload workload = Workload.of(2, 2).withShards(1).withMedianRows(5);
    return TestDataLoad.load(workload, target, shard -> layout, ProgressListener.SILENT);
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
