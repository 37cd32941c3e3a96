package godwit.pipelines.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import godwit.pipelines.IndependentReader;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.ledger.Difference.Kind;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.RunControl;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Repairs of what a user did in the source after the copy. */
class RepairIT {
  /** More characters than a value in Spanner holds. */
  private static final int TOO_MANY = 2_700_000;

  private static final long TIME = 1_790_000_000_000L;
  private static final long NEVER = 4_000_000_000_000L;

  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  @SuppressWarnings("NullAway.Init")
  private static LoadedShard shard;

  @SuppressWarnings("NullAway.Init")
  private static Instant moved;

  private static long uid;

  @BeforeAll
  static void move() {
    rehearsal = Rehearsal.of(Workload.of(5, 12).withMedianRows(15));
    shard = rehearsal.loaded().shards().get(1);
    moved = Instant.now();
    MigratePipeline.run(rehearsal.config(), Scope.ALL, List.of(), new RunControl());
    uid = anyUid();
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static VerifyReport verify(boolean repair) {
    return VerifyPipeline.run(
        rehearsal.config(),
        Scope.ALL,
        new VerifySettings(repair, 100, false),
        List.of(),
        new RunControl());
  }

  private static long anyUid() {
    try (ResultSet rows =
        rehearsal
            .database()
            .client()
            .singleUse()
            .executeQuery(
                Statement.of("SELECT MIN(uid) FROM godwit_users WHERE shard = 'shard1'"))) {
      rows.next();
      return rows.getLong(0);
    }
  }

  private static void run(String sql, Object... parameters) throws SQLException {
    try (Connection connection = rehearsal.connect(shard);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }

  private static void add(int collection, String id, String payload) throws SQLException {
    run(
        "INSERT INTO bso (userid, collection, id, payload, modified, ttl)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        uid,
        collection,
        id,
        payload,
        TIME,
        NEVER);
  }

  /** The target has no id for the name yet, so there is no row either to hang the records under. */
  @Test
  void repair_bringsCollectionWhoseNameIsNew() throws SQLException {
    run("INSERT INTO collections (id, name) VALUES (900, 'brand-new')");
    run(
        "INSERT INTO user_collections (userid, collection, last_modified) VALUES (?, 900, ?)",
        uid,
        TIME);
    add(900, "first", "a payload");

    assertThat(verify(false).differences())
        .extracting(found -> found.collection() + "/" + found.id() + " " + found.kind())
        .containsExactlyInAnyOrder(
            "brand-new/ " + Kind.COLLECTION_MISSING, "brand-new/first " + Kind.ROW_MISSING);
    assertThat(verify(true).differences()).hasSize(2).allMatch(VerifyReport.Found::repaired);
    assertThat(verify(false).differences()).isEmpty();
    assertThat(IndependentReader.read(rehearsal, moved).differences()).isEmpty();
  }

  @Test
  void repair_doesNotClaimWhatTheTargetCannotTake() throws SQLException {
    add(7, "oversize", "x".repeat(TOO_MANY));
    try {
      VerifyReport report = verify(true);
      assertThat(report.differences())
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.id()).isEqualTo("oversize");
                assertThat(found.kind()).isEqualTo(Kind.ROW_MISSING);
                assertThat(found.repaired()).isFalse();
              });
      assertThat(report.repaired()).isZero();
      assertThat(verify(false).differenceCount()).isEqualTo(1);
    } finally {
      run("DELETE FROM bso WHERE userid = ? AND id = 'oversize'", uid);
    }
    assertThat(verify(false).differences()).isEmpty();
  }
}
