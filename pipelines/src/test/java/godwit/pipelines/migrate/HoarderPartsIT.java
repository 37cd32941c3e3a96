package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.Rehearsal;
import godwit.pipelines.Residents;
import godwit.pipelines.Residents.Resident;
import godwit.pipelines.ShardEdit;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.Bin;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.LedgerSums;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.pipelines.plan.PlanReport;
import godwit.pipelines.plan.Planner;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.CopyPolicy;
import godwit.storage.CommitLimits;
import godwit.testdata.Shares;
import godwit.testdata.Workload;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A user copied in parts, with rows in every part that cannot be moved. */
class HoarderPartsIT {
  private static final String RUN = "migrate-parts-in-reverse";

  private static Rehearsal rehearsal;
  private static Resident hoarder;

  @BeforeAll
  static void load() throws Exception {
    rehearsal =
        Rehearsal.of(
            Workload.of(31, 4).withMedianRows(5).withShares(Shares.none()).withHoarders(3_000));
    hoarder =
        Residents.of(rehearsal.loaded()).stream()
            .filter(one -> one.rows() >= 3_000)
            .findFirst()
            .orElseThrow();
    try (ShardEdit edit = ShardEdit.of(rehearsal, hoarder.shard())) {
      // Some rows at both ends and in the middle of every collection.
      edit.run(
          "UPDATE %s SET modified = -1 WHERE {uid} = %d AND (id LIKE '%%1' OR id LIKE '%%a')"
              .formatted(edit.bso(hoarder.uid()), hoarder.uid()));
      edit.addRecord(hoarder.uid(), 4_242, "orphan000001", 1_700_000_000_000L);
    }
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  /** Parts may end in any order; the one with number 0 once threw away the letters of others. */
  @Test
  void deadLettersOfAllParts_areKeptWhateverTheirOrder() throws Exception {
    CopyPolicy policy = new CopyPolicy(new CommitLimits(2_000, 4_000_000, 200), 2_000_000, 700);
    long negative;
    try (ShardEdit edit = ShardEdit.of(rehearsal, hoarder.shard())) {
      negative =
          edit.number(
              "SELECT COUNT(*) FROM %s WHERE {uid} = %d AND modified = -1"
                  .formatted(edit.bso(hoarder.uid()), hoarder.uid()));
    }
    assertThat(negative).isGreaterThan(5);

    try (Connections connections = Connections.acquire(RUN, rehearsal.config(policy))) {
      connections.ledger().putDeadLetters(List.of(stale()));
      PlanReport plan =
          Planner.execute(connections, RUN, Scope.ALL.withUsers(Set.of(hoarder.name())));
      List<Bin> bins = new ArrayList<>(connections.ledger().binsAfter(RUN, -1));
      assertThat(bins).hasSizeGreaterThan(3).allMatch(bin -> bin.part() != null);
      Collections.reverse(bins);
      var context = new RunContext(RUN, connections.control(), Clock.systemUTC());
      bins.forEach(bin -> new BinCopier(connections, context).copy(bin));

      MigrateReport report =
          new RunCounts(new LedgerSums(connections.ledger()), RUN).report(plan, 1, false);
      assertThat(report.rows().dead())
          .containsEntry("BAD_TIME", negative)
          .containsEntry("ORPHAN_COLLECTION", 1L);
      assertThat(report.balanced()).isTrue();
      assertThat(letters(connections.ledger()))
          .noneMatch(letter -> letter.id().equals("stale"))
          .hasSize((int) negative + 1);
      UserEntry entry =
          connections.ledger().users(Set.of(hoarder.key())).values().iterator().next();
      assertThat(entry.state()).isEqualTo(UserState.COPIED);
      assertThat(entry.counts().isBalanced()).isTrue();
    }
  }

  private static DeadLetter stale() {
    return new DeadLetter(
        "migrate-before",
        hoarder.shard().name(),
        hoarder.uid(),
        hoarder.key(),
        "history",
        "stale",
        1,
        Cause.OVERSIZE,
        "of an earlier run",
        1,
        Clock.systemUTC().instant());
  }

  private static List<DeadLetter> letters(Ledger ledger) {
    return ledger.deadLettersAfter(Optional.empty()).stream()
        .filter(letter -> letter.uid() == hoarder.uid())
        .toList();
  }
}
