package godwit.pipelines.migrate;

import godwit.pipelines.ledger.LedgerSums;
import godwit.pipelines.ledger.LedgerSums.StateSum;
import godwit.pipelines.ledger.RowCounts;
import godwit.pipelines.ledger.UserState;
import godwit.pipelines.plan.PlanReport;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a run did, from what it committed. */
final class RunCounts {
  private final LedgerSums sums;
  private final String runId;

  RunCounts(LedgerSums sums, String runId) {
    this.sums = sums;
    this.runId = runId;
  }

  MigrateReport report(PlanReport plan, double seconds, boolean stopped) {
    Map<UserState, StateSum> states = sums.ofRun(runId);
    // A verification may have looked at some already.
    StateSum copied =
        states
            .getOrDefault(UserState.COPIED, StateSum.NONE)
            .plus(states.getOrDefault(UserState.VERIFIED, StateSum.NONE));
    long failed = users(states, UserState.FAILED);
    long left = users(states, UserState.PLANNED);
    // A user that another run or a switch took meanwhile is neither copied nor failed here.
    long lost = plan.users().copy() - copied.users() - failed - left;
    Map<String, Long> skipped = new TreeMap<>(plan.users().skipped());
    if (lost > 0) {
      skipped.merge("taken over", lost, Long::sum);
    }
    Map<String, Long> dead = new TreeMap<>(sums.deadRows(runId));
    dead.values().removeIf(rows -> rows == 0);
    return new MigrateReport(
        runId,
        new MigrateReport.Users(
            plan.users().planned(),
            copied.users(),
            plan.users().skippedTotal() + Math.max(0, lost),
            plan.users().failedTotal() + failed,
            skipped,
            plan.users().failed()),
        rows(copied.counts(), dead),
        copied.counts().bytes(),
        seconds,
        stopped && (left > 0 || plan.interrupted()),
        isBalanced(copied.counts(), dead) && (stopped || left == 0),
        sums.deadLetters(runId).values().stream().mapToLong(Long::longValue).sum(),
        new MigrateReport.Predicted(plan.rows(), plan.bytes(), plan.seconds()),
        plan);
  }

  private static long users(Map<UserState, StateSum> states, UserState state) {
    return states.getOrDefault(state, StateSum.NONE).users();
  }

  private static MigrateReport.Rows rows(RowCounts counts, Map<String, Long> dead) {
    Map<String, Long> filtered = new TreeMap<>();
    putPositive(filtered, "expired", counts.expired());
    putPositive(filtered, "tombstone", counts.tombstones());
    putPositive(filtered, "unchanged", counts.unchanged());
    return new MigrateReport.Rows(counts.read(), counts.written(), filtered, dead);
  }

  private static void putPositive(Map<String, Long> counts, String reason, long rows) {
    if (rows > 0) {
      counts.put(reason, rows);
    }
  }

  /** The users' figures must add up, and the dead letters must say the same as the users. */
  private static boolean isBalanced(RowCounts counts, Map<String, Long> dead) {
    long deadRows = dead.values().stream().mapToLong(Long::longValue).sum();
    return counts.isBalanced() && counts.dead() == deadRows;
  }
}
