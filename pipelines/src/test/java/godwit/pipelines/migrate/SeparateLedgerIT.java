package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.Residents;
import godwit.pipelines.Residents.Resident;
import godwit.pipelines.ShardEdit;
import godwit.pipelines.SwitchedUsers;
import godwit.pipelines.TargetRows;
import godwit.pipelines.ledger.CopyCommit;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.LedgerSchema;
import godwit.pipelines.ledger.RowCounts;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.verify.VerifyPipeline;
import godwit.pipelines.verify.VerifyReport;
import godwit.pipelines.verify.VerifySettings;
import godwit.storage.StorageException;
import godwit.storage.Write;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.SpannerTarget;
import godwit.storage.spanner.schema.SpannerSchema;
import godwit.testdata.Workload;
import godwit.testdata.server.EmbeddedSpanner;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The ledger in a database of its own, which takes commits apart from those of the rows. */
class SeparateLedgerIT {
  @Test
  void moveAndVerification_workWithALedgerElsewhere() throws Exception {
    SpannerConfig other =
        EmbeddedSpanner.shared()
            .createDatabase("ledger-" + ProcessHandle.current().pid(), List.of());
    try (Rehearsal rehearsal =
            Rehearsal.of(Workload.of(61, 30).withMedianRows(6).withHoarders(1_500));
        SpannerDatabase ledger = SpannerDatabase.open(other)) {
      SpannerSchema.current().withoutChangeStream().plus(LedgerSchema.tables()).apply(ledger);
      MoveConfig same = rehearsal.config(new CopyPolicy(CopyPolicy.DEFAULT.commit(), 200_000, 400));
      var config =
          new MoveConfig(same.shards(), same.tokenserver(), same.target(), other, same.policy());
      assertThat(config.ledgerIsInTarget()).isFalse();
      List<Resident> residents = Residents.of(rehearsal.loaded());

      MigrateReport report = migrate(config);
      assertThat(report.balanced()).isTrue();
      assertThat(report.users().copied()).isEqualTo(residents.size());
      var inTarget = new TargetRows(rehearsal.database());
      assertThat(inTarget.rows("godwit_users", List.of("fxa_uid"))).isEmpty();
      assertThat(inTarget.rows("godwit_runs", List.of("run_id"))).isEmpty();
      assertThat(new TargetRows(ledger).rows("bsos", List.of("bso_id"))).isEmpty();
      assertThat(new TargetRows(ledger).rows("godwit_users", List.of("state")))
          .hasSize(residents.size())
          .containsOnly("COPIED");

      VerifyReport equal = verify(config, VerifySettings.DEFAULT);
      assertThat(equal.differences()).isEmpty();
      assertThat(equal.users().equal()).isEqualTo(residents.size());
      assertThat(migrate(config).users().copied()).isZero();

      Resident changed = residents.get(5);
      try (ShardEdit edit = ShardEdit.of(rehearsal, changed.shard())) {
        edit.run(
            "UPDATE %s SET payload = 'other' WHERE {uid} = %d LIMIT 1"
                .formatted(edit.bso(changed.uid()), changed.uid()));
      }
      VerifyReport repaired = verify(config, new VerifySettings(true, 100, false));
      assertThat(repaired.differences()).hasSize(1);
      assertThat(repaired.repaired()).isEqualTo(1);
      assertThat(verify(config, VerifySettings.DEFAULT).differences()).isEmpty();
    }
  }

  /** Two databases cannot commit as one: what happened in between must at least be told. */
  @Test
  void userSwitchedBetweenCheckAndCommit_isToldOf() {
    SpannerConfig other =
        EmbeddedSpanner.shared().createDatabase("late-" + ProcessHandle.current().pid(), List.of());
    try (Rehearsal rehearsal = Rehearsal.of(Workload.of(62, 1).withMedianRows(1));
        SpannerDatabase database = SpannerDatabase.open(other)) {
      SpannerSchema.current().withoutChangeStream().plus(LedgerSchema.tables()).apply(database);
      var ledger = new Ledger(database);
      var user = new UserKey("late", "0000000000001-AAAA");
      ledger.plan(List.of(planned(user)));
      var committer =
          new Committer(SpannerTarget.open(rehearsal.database()), ledger, false) {
            @Override
            void commitRows(List<Write> writes) {
              SwitchedUsers.turn(database, user);
              super.commitRows(writes);
            }
          };
      var work =
          new CopyCommit(
              "run", Set.of(user), List.of(), List.of(), List.of(), List.<UserEntry>of());
      List<Write> writes = List.of(new Write.PutCollection(user, 7, 1_000_000, 0, 0));

      assertThatThrownBy(() -> committer.commit(writes, work))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("switched while rows of them were written")
          .hasCauseInstanceOf(CopyCommit.LostUsers.class);
    }
  }

  private static UserEntry planned(UserKey user) {
    return new UserEntry(
        user,
        UserState.PLANNED,
        "run",
        1,
        "shard0",
        1,
        Usage.NONE,
        null,
        RowCounts.NONE,
        null,
        null);
  }

  private static MigrateReport migrate(MoveConfig config) {
    return MigratePipeline.run(config, Scope.ALL, List.of(), new RunControl());
  }

  private static VerifyReport verify(MoveConfig config, VerifySettings settings) {
    return VerifyPipeline.run(config, Scope.ALL, settings, List.of(), new RunControl());
  }
}
