package godwit.pipelines.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.Statement;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.Residents;
import godwit.pipelines.Residents.Resident;
import godwit.pipelines.SourceEdits;
import godwit.pipelines.ledger.Difference.Kind;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.RunControl;
import godwit.testdata.Shares;
import godwit.testdata.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Whom a verification looks at, whom it misses, and what it counts. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerifyScopeIT {
  private static final int FIRST = 4;

  private static Rehearsal rehearsal;
  private static List<Resident> residents = List.of();

  @BeforeAll
  static void moveSome() {
    rehearsal =
        Rehearsal.of(
            Workload.of(17, 10).withMedianRows(20).withShares(Shares.none()).withHoarders(1_200));
    residents =
        Residents.of(rehearsal.loaded()).stream()
            .sorted(Comparator.comparing(Resident::key))
            .toList();
    MigratePipeline.run(
        rehearsal.config(), Scope.ALL.withLimit(FIRST), List.of(), new RunControl());
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static VerifyReport verify(Scope scope) {
    return verify(scope, VerifySettings.DEFAULT);
  }

  private static VerifyReport verify(Scope scope, VerifySettings settings) {
    return VerifyPipeline.run(rehearsal.config(), scope, settings, List.of(), new RunControl());
  }

  @Test
  @Order(1)
  void limit_takesTheFirstCopiedUsers() {
    VerifyReport report = verify(Scope.ALL.withLimit(FIRST));
    assertThat(report.users().checked()).isEqualTo(FIRST);
    assertThat(report.users().pending()).isZero();
    assertThat(report.isProof()).isTrue();
    assertThat(verify(Scope.ALL.withLimit(1)).users().checked()).isEqualTo(1);
  }

  @Test
  @Order(2)
  void usersNotCopiedYet_areNoProof() {
    VerifyReport report = verify(Scope.ALL);
    assertThat(report.users().checked()).isEqualTo(FIRST);
    assertThat(report.users().pending()).isEqualTo(residents.size() - FIRST);
    assertThat(report.differenceCount()).isZero();
    assertThat(report.isProof()).isFalse();
  }

  @Test
  @Order(3)
  void hoarders_areLeftOutWhenAskedFor() {
    Move.migrate(rehearsal.config());
    VerifyReport report = verify(Scope.ALL.withoutHoarders(1_000));
    assertThat(report.users().checked()).isEqualTo(residents.size() - 1);
    assertThat(report.isProof()).isTrue();
    assertThat(verify(Scope.ALL).users().checked()).isEqualTo(residents.size());
  }

  @Test
  @Order(4)
  void differencesBeyondThoseListed_countAsMendedToo() {
    rehearsal
        .database()
        .client()
        .executePartitionedUpdate(
            Statement.of("UPDATE bsos SET sortindex = 12345 WHERE collection_id IN (2, 6)"));
    VerifyReport report = verify(Scope.ALL, new VerifySettings(true, 2, false));
    assertThat(report.differences()).hasSize(2);
    assertThat(report.differenceCount()).isGreaterThan(5).isEqualTo(report.repaired());
    assertThat(report.isProof()).isTrue();
    assertThat(verify(Scope.ALL).differences()).isEmpty();
  }

  @Test
  @Order(5)
  void userWhoseSourceWasEmptied_isComparedAndMended() throws Exception {
    Resident gone = residents.get(0);
    try (SourceEdits edits = SourceEdits.of(rehearsal, gone.shard().name())) {
      edits.dropAll(gone.uid());
    }
    VerifyReport report = verify(Scope.ALL);
    assertThat(report.users().checked()).isEqualTo(residents.size());
    assertThat(report.users().different()).isEqualTo(1);
    assertThat(report.differences())
        .isNotEmpty()
        .allMatch(found -> found.kind() == Kind.COLLECTION_UNEXPECTED && found.uid() == gone.uid());
    Scope other = Scope.ALL.withUsers(Set.of(residents.get(1).name()));
    assertThat(verify(other).users().checked()).isEqualTo(1);
    assertThat(verify(Scope.ALL, new VerifySettings(true, 100, false)).isProof()).isTrue();
    assertThat(verify(Scope.ALL).differences()).isEmpty();
  }
}
