package godwit.cli.report;

import godwit.cli.output.Amounts;
import godwit.cli.session.ExitCode;
import godwit.pipelines.migrate.MigrateReport;

/** What a run did, in words, and what its exit code is. */
public final class MigrateText {
  private MigrateText() {}

  /** How the run ended: a sum that does not add up is worse than an interruption. */
  public static ExitCode exit(MigrateReport report) {
    if (!report.balanced()) {
      return ExitCode.STOPPED;
    }
    if (report.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    return report.hasDeadLetters() ? ExitCode.DEAD_LETTERS : ExitCode.DONE;
  }

  /** The whole report. */
  public static String of(MigrateReport report) {
    StringBuilder text = new StringBuilder();
    users(text, report.users());
    rows(text, report);
    text.append(
        "%s in %s: %s records/s, %s/s; the plan said %s%n"
            .formatted(
                Amounts.bytes(report.bytes()),
                Amounts.seconds(report.seconds()),
                Amounts.count(perSecond(report.rows().written(), report.seconds())),
                Amounts.bytes(perSecond(report.bytes(), report.seconds())),
                Amounts.seconds(report.predicted().seconds())));
    if (!report.balanced()) {
      text.append("THE FIGURES DO NOT ADD UP: look into it before going on.\n");
    }
    if (report.deadLetters() > 0) {
      text.append(
          "%s written; see 'godwit dead-letters list'%n"
              .formatted(Amounts.of(report.deadLetters(), "dead letter")));
    }
    return text.toString();
  }

  private static void users(StringBuilder text, MigrateReport.Users users) {
    text.append(
        "%s planned: %s copied, %s skipped, %s failed%n"
            .formatted(
                Amounts.of(users.planned(), "user"),
                Amounts.count(users.copied()),
                Amounts.count(users.skipped()),
                Amounts.count(users.failed())));
    PlanText.reasons(text, "skipped", users.skippedReasons());
    PlanText.reasons(text, "cannot be moved", users.failedCauses());
  }

  private static void rows(StringBuilder text, MigrateReport report) {
    MigrateReport.Rows rows = report.rows();
    long filtered = sum(rows.filtered().values());
    long dead = sum(rows.dead().values());
    text.append(
        "%s read = %s written + %s filtered + %s dead%n"
            .formatted(
                Amounts.of(rows.read(), "record"),
                Amounts.count(rows.written()),
                Amounts.count(filtered),
                Amounts.count(dead)));
    PlanText.reasons(text, "filtered", rows.filtered());
    PlanText.reasons(text, "dead", rows.dead());
  }

  private static long sum(java.util.Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static long perSecond(long amount, double seconds) {
    return seconds <= 0 ? 0 : Math.round(amount / seconds);
  }
}
