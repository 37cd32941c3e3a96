package godwit.cli.report;

import godwit.cli.output.Amounts;
import godwit.cli.output.TextTable;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.LedgerSums;
import godwit.pipelines.ledger.LedgerSums.StateSum;
import godwit.pipelines.ledger.RunEntry;
import godwit.pipelines.ledger.RunLog;
import godwit.pipelines.ledger.UserState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far a move is, from what its ledger holds. */
public final class StatusText {
  private StatusText() {}

  /**
   * The state of a move.
   *
   * @param users how many users are in each state
   * @param shards the same by shard
   * @param rowsWritten records that each user's latest copy wrote: one that brought a few changes
   *     counts those only, so that the sum can shrink
   * @param bytesWritten their payload bytes
   * @param deadLetters how many there are, by cause
   * @param runs the latest runs, the latest first
   */
  public record Status(
      Map<UserState, Long> users,
      Map<String, Map<UserState, Long>> shards,
      long rowsWritten,
      long bytesWritten,
      Map<String, Long> deadLetters,
      List<Run> runs) {}

  /**
   * A run.
   *
   * @param id its name
   * @param command which command
   * @param state RUNNING, DONE, INTERRUPTED or FAILED; a killed one stays RUNNING
   * @param started when it began
   * @param finished when it ended, or null
   */
  public record Run(
      String id, String command, String state, Instant started, @Nullable Instant finished) {
    static Run of(RunEntry entry) {
      return new Run(
          entry.runId(), entry.command(), entry.state(), entry.startedAt(), entry.finishedAt());
    }
  }

  /** Reads the ledger. */
  public static Status read(Ledger ledger, int runs) {
    LedgerSums sums = new LedgerSums(ledger);
    Map<UserState, StateSum> states = sums.ofAll();
    Map<UserState, Long> users = new TreeMap<>();
    states.forEach((state, sum) -> users.put(state, sum.users()));
    return new Status(
        users,
        sums.byShard(),
        states.values().stream().mapToLong(sum -> sum.counts().written()).sum(),
        states.values().stream().mapToLong(sum -> sum.counts().bytes()).sum(),
        sums.deadLetters(),
        new RunLog(ledger).latest(runs).stream().map(Run::of).toList());
  }

  /** The state in words and tables. */
  public static String of(Status status) {
    if (status.runs().isEmpty()) {
      return "No run yet. Begin with 'godwit plan'.\n";
    }
    StringBuilder text = new StringBuilder();
    text.append(users(status));
    text.append(
        "%n%s with %s written by the latest copy of each user%n"
            .formatted(
                Amounts.of(status.rowsWritten(), "record"), Amounts.bytes(status.bytesWritten())));
    if (!status.deadLetters().isEmpty()) {
      text.append("\nDead letters (see 'godwit dead-letters list')\n");
      PlanText.reasons(text, "waiting", status.deadLetters());
    }
    return text.append("\nRuns\n").append(runs(status)).toString();
  }

  private static String users(Status status) {
    TextTable table = new TextTable("shard", "state", "users");
    status
        .shards()
        .forEach((shard, states) -> states.forEach((state, n) -> table.row(shard, state, n)));
    status.users().forEach((state, n) -> table.row("all", state, n));
    return table.isEmpty() ? "No user is planned yet.\n" : table.print("");
  }

  private static String runs(Status status) {
    TextTable table = new TextTable("run", "state", "started", "took");
    for (Run run : status.runs()) {
      Instant finished = run.finished();
      String took =
          finished == null
              ? "-"
              : Amounts.seconds((finished.toEpochMilli() - run.started().toEpochMilli()) / 1e3);
      table.row(run.id(), run.state(), run.started().toString(), took);
    }
    return table.print("  ");
  }
}
