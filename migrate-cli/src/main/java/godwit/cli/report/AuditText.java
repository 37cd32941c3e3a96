package godwit.cli.report;

import godwit.cli.output.Amounts;
import godwit.cli.output.TextTable;
import godwit.cli.session.ExitCode;
import godwit.pipelines.audit.AuditReport;
import godwit.pipelines.audit.Finding;
import godwit.pipelines.audit.FindingCode;
import godwit.pipelines.figures.UsageByName;
import java.util.List;
import java.util.Locale;

/** What an audit found, in words, and what its exit code is. */
public final class AuditText {
  private static final int COLLECTIONS = 15;
  private static final int USERS = 5;

  private AuditText() {}

  /** How it ended. Findings are no failure: telling of them is what an audit is for. */
  public static ExitCode exit(AuditReport report) {
    if (report.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    return report.balanced() ? ExitCode.DONE : ExitCode.STOPPED;
  }

  /** The whole report. */
  public static String of(AuditReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s with %s, %s, looked at in %s%n"
            .formatted(
                Amounts.of(report.users(), "user"),
                Amounts.of(report.total().rows(), "record"),
                Amounts.bytes(report.total().bytes()),
                Amounts.seconds(report.seconds())));
    text.append(
        "a purge would free %s, %s%n"
            .formatted(
                Amounts.of(report.purgeable().rows(), "record"),
                Amounts.bytes(report.purgeable().bytes())));
    if (report.move().users() > 0) {
      text.append(
          "a move would take %s with %s, about %s with one writer%n"
              .formatted(
                  Amounts.of(report.move().users(), "user"),
                  Amounts.of(report.move().rows(), "record"),
                  Amounts.seconds(report.move().seconds())));
    }
    if (!report.balanced()) {
      text.append("THE FIGURES DO NOT ADD UP: look into it before believing them.\n");
    }
    return text.append(stores(report))
        .append(collections(report))
        .append(reasons(report))
        .append(users(report))
        .append(findings(report))
        .toString();
  }

  private static String stores(AuditReport report) {
    TextTable table =
        new TextTable("store", "users", "records", "bytes", "expired", "tombstones", "stale", "is");
    report
        .stores()
        .forEach(
            store ->
                table.row(
                    store.name(),
                    store.users(),
                    store.rows(),
                    Amounts.bytes(store.bytes()),
                    store.expired(),
                    store.tombstones(),
                    store.stale(),
                    store.description()));
    return "\n" + table.print("  ");
  }

  private static String collections(AuditReport report) {
    TextTable table = new TextTable("collection", "users", "records", "bytes");
    report.usage().stream()
        .limit(COLLECTIONS)
        .forEach(sum -> table.row(sum.name(), sum.users(), sum.rows(), Amounts.bytes(sum.bytes())));
    int more = report.usage().size() - COLLECTIONS;
    String rest = more > 0 ? "  and %s more%n".formatted(Amounts.count(more)) : "";
    return "\nBytes by collection\n" + table.print("  ") + rest;
  }

  private static String reasons(AuditReport report) {
    TextTable table = new TextTable("records", "bytes", "what");
    long expired = report.expired().stream().mapToLong(UsageByName.Sum::rows).sum();
    long bytes = report.expired().stream().mapToLong(UsageByName.Sum::bytes).sum();
    table.row(expired, Amounts.bytes(bytes), "expired");
    report
        .certainties()
        .forEach(
            (certainty, usage) ->
                table.row(usage.rows(), Amounts.bytes(usage.bytes()), certainty.text()));
    report
        .staleness()
        .forEach(
            (reason, usage) ->
                table.row(usage.rows(), Amounts.bytes(usage.bytes()), "- " + reason.text()));
    return "\nRecords and tombstones\n" + table.print("  ");
  }

  private static String users(AuditReport report) {
    TextTable table = new TextTable("largest users", "records", "bytes", "tombstones");
    report.topBytes().stream()
        .limit(USERS)
        .forEach(
            user ->
                table.row(
                    user.name(), user.rows(), Amounts.bytes(user.bytes()), user.tombstones()));
    return table.isEmpty() ? "" : "\n" + table.print("  ");
  }

  private static String findings(AuditReport report) {
    if (report.findings().isEmpty()) {
      return "\nNo findings.\n";
    }
    StringBuilder text = new StringBuilder("\nFindings\n");
    for (Finding finding : report.findings()) {
      FindingCode code = finding.code();
      text.append(
          "  %-8s %s: %s %s%s%n"
              .formatted(
                  code.weight().name().toLowerCase(Locale.ROOT),
                  code,
                  Amounts.count(finding.count()),
                  code.text(),
                  finding.rows() > 0 ? " (" + Amounts.of(finding.rows(), "record") + ")" : ""));
      text.append("           e.g. %s%n".formatted(examples(finding.examples())));
      text.append("           %s%n".formatted(code.remedy()));
    }
    return text.toString();
  }

  static String examples(List<String> examples) {
    return String.join("; ", examples);
  }
}
