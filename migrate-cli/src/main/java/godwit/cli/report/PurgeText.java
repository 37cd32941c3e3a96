package godwit.cli.report;

import godwit.cli.output.Amounts;
import godwit.cli.output.TextTable;
import godwit.cli.session.ExitCode;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.purge.PurgeCounts.Amount;
import godwit.pipelines.purge.PurgeReport;
import java.util.Map;

/** What a purge did, in words, and what its exit code is. */
public final class PurgeText {
  private PurgeText() {}

  /**
   * How it ended: a sum that does not add up is worse than an interruption. A limit that ended the
   * run is like one, so that scripts can tell that there is more to do.
   */
  public static ExitCode exit(PurgeReport report) {
    if (!report.balanced()) {
      return ExitCode.STOPPED;
    }
    boolean isCutShort = report.interrupted() || (report.executed() && report.limited());
    return isCutShort ? ExitCode.INTERRUPTED : ExitCode.DONE;
  }

  /** The whole report. */
  public static String of(PurgeReport report) {
    StringBuilder text = new StringBuilder();
    if (!report.executed()) {
      text.append("Dry run: nothing was changed. With --execute this would be done:\n\n");
    }
    Amount deleted = report.deletedTotal();
    text.append(
        "%s: %s looked at, %s %sdeleted, %s of payload, in %s%n"
            .formatted(
                report.store(),
                Amounts.of(report.examined(), "record"),
                Amounts.count(deleted.rows()),
                report.executed() ? "" : "to be ",
                Amounts.bytes(deleted.bytes()),
                Amounts.seconds(report.seconds())));
    if (report.batches() > 0) {
      text.append(
          "%s that can no longer be committed, with %s%n"
              .formatted(
                  Amounts.count(report.batches()) + (report.batches() == 1 ? " batch" : " batches"),
                  Amounts.of(report.batchRows(), "record")));
    }
    reasons(text, report.executed() ? "\nDeleted\n" : "\nTo be deleted\n", report.deleted());
    reasons(text, "\nLeft alone\n", report.kept());
    collections(text, report);
    end(text, report);
    return text.toString();
  }

  private static void reasons(StringBuilder text, String head, Map<PurgeReason, Amount> amounts) {
    if (amounts.isEmpty()) {
      return;
    }
    var table = new TextTable("records", "bytes", "because they are");
    amounts.forEach(
        (reason, amount) ->
            table.row(Amounts.count(amount.rows()), Amounts.bytes(amount.bytes()), reason.text()));
    text.append(head).append(table.print("  "));
  }

  private static void collections(StringBuilder text, PurgeReport report) {
    if (report.collections().isEmpty()) {
      return;
    }
    var table = new TextTable("collection", "records", "bytes");
    report
        .collections()
        .forEach(
            (name, amount) ->
                table.row(name, Amounts.count(amount.rows()), Amounts.bytes(amount.bytes())));
    text.append("\nBy collection\n").append(table.print("  "));
  }

  private static void end(StringBuilder text, PurgeReport report) {
    if (report.limited()) {
      text.append("A limit was reached; the same command goes on from here.\n");
    }
    if (report.manifest() != null) {
      text.append("Every record is named in ").append(report.manifest()).append('\n');
    }
    if (report.failed()) {
      text.append(
          "The run failed. Of %s it is not known what became of them; the same command goes on with what is left.%n"
              .formatted(Amounts.of(report.unknown(), "record")));
    } else if (!report.balanced()) {
      text.append("THE FIGURES DO NOT ADD UP: look into it before going on.\n");
    }
  }
}
