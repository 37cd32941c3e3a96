package godwit.pipelines.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Statement;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.Residents;
import godwit.pipelines.Residents.Resident;
import godwit.pipelines.ShardEdit;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.VerifyLog;
import godwit.pipelines.ledger.VerifySum;
import godwit.pipelines.plan.Scope;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A verification some years after the copy, when the target's row deletion policy has taken the
 * rows that expired meanwhile. The emulator has no such policy, so the test deletes them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SweptTargetIT {
  @SuppressWarnings("NullAway.Init")
  private static Instant later;

  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  private static List<Resident> residents = List.of();
  private static int runs;

  @BeforeAll
  static void moveAndSweep() {
    later = Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofDays(2 * 365));
    rehearsal = Rehearsal.of(Workload.of(9, 40).withMedianRows(40));
    residents = Residents.of(rehearsal.loaded());
    Move.migrate(rehearsal.config());
    assertThat(update("DELETE FROM bsos WHERE expiry <= @later")).isGreaterThan(5);
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static long update(String sql) {
    Statement statement =
        Statement.newBuilder(sql)
            .bind("later")
            .to(Timestamp.ofTimeMicroseconds(later.toEpochMilli() * 1_000))
            .build();
    return rehearsal.database().client().executePartitionedUpdate(statement);
  }

  private static VerifySum verifyLater() {
    String runId = "verify-later-" + ++runs;
    var task = new Task(runId, rehearsal.config(), Scope.ALL, VerifySettings.DEFAULT, later, 0, "");
    try (Connections connections = Connections.acquire(runId, task.config())) {
      List<UserRef> users =
          residents.stream()
              .map(one -> new UserRef(one.shard().name(), one.uid(), one.key()))
              .toList();
      new BucketChecker(task, connections).check("", users);
      return new VerifyLog(connections.ledger()).sum(runId);
    }
  }

  @Test
  @Order(1)
  void rowsThatTheTargetSwept_makeNoCounterWrong() {
    VerifySum sum = verifyLater();
    assertThat(sum.checked()).isEqualTo(residents.size());
    assertThat(sum.differences()).isZero();
    assertThat(sum.equal()).isEqualTo(residents.size());
  }

  @Test
  @Order(2)
  void rowsThatBothSidesSwept_makeNoCounterWrong() throws Exception {
    for (LoadedShard shard : rehearsal.loaded().shards()) {
      try (ShardEdit edit = ShardEdit.of(rehearsal, shard)) {
        for (Resident one : residents) {
          if (one.shard().equals(shard)) {
            long now =
                later.toEpochMilli() / (shard.layout().bsoTable(1).equals("bso") ? 1 : 1_000);
            edit.run(
                "DELETE FROM %s WHERE {uid} = %d AND {expiry} <= %d"
                    .formatted(edit.bso(one.uid()), one.uid(), now));
          }
        }
      }
    }
    assertThat(verifyLater().differences()).isZero();
  }

  @Test
  @Order(3)
  void counterThatExpiryCannotExplain_isWrong() {
    assertThat(
            update(
                "UPDATE user_collections SET count = count + 1 WHERE collection_id = 6"
                    + " AND @later IS NOT NULL"))
        .isPositive();
    update(
        "UPDATE user_collections SET count = NULL WHERE collection_id = 2 AND @later IS NOT NULL");
    VerifySum sum = verifyLater();
    assertThat(sum.differences()).isGreaterThan(residents.size());
    assertThat(sum.equal()).isZero();
  }
}
