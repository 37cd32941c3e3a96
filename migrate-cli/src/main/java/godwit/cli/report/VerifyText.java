package godwit.cli.report;

import godwit.cli.output.Amounts;
import godwit.cli.output.TextTable;
import godwit.cli.session.ExitCode;
import godwit.pipelines.verify.VerifyReport;

/** What a verification found, in words, and what its exit code is. */
public final class VerifyText {
  private static final int SHOWN = 40;

  private VerifyText() {}

  /**
   * How it ended. Differences that were all mended are no differences any more; a user who was not
   * compared, because the copy is still to come, is as good as one.
   */
  public static ExitCode exit(VerifyReport report) {
    if (report.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    return report.isProof() ? ExitCode.DONE : ExitCode.DIFFERENCES;
  }

  /** The same in a word: {@code incomplete} if nothing differs but somebody was not compared. */
  public static String outcome(VerifyReport report) {
    ExitCode exit = exit(report);
    return exit == ExitCode.DIFFERENCES && report.differenceCount() == report.repaired()
        ? "incomplete"
        : exit.outcome();
  }

  /** The whole report; of many differences the first. */
  public static String of(VerifyReport report) {
    StringBuilder text = new StringBuilder();
    VerifyReport.Users users = report.users();
    text.append(
        "%s checked: %s equal, %s different%n"
            .formatted(
                Amounts.of(users.checked(), "user"),
                Amounts.count(users.equal()),
                Amounts.count(users.different())));
    line(text, users.pending(), "not copied yet, so not compared");
    line(text, users.movedOn(), "living on the target by now, so not compared");
    text.append(
        "%s digested in the shards, %s in Spanner, in %s%n"
            .formatted(
                Amounts.of(report.rows().source(), "record"),
                Amounts.count(report.rows().target()),
                Amounts.seconds(report.seconds())));
    if (report.unmovable() > 0) {
      text.append(
          "%s of collections without a name or a time stay behind%n"
              .formatted(Amounts.of(report.unmovable(), "record")));
    }
    text.append(differences(report));
    if (report.users().pending() > 0) {
      text.append("INCOMPLETE: this proves nothing of users who are not copied yet.\n");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, long users, String what) {
    if (users > 0) {
      text.append("  %s %s%n".formatted(Amounts.of(users, "user"), what));
    }
  }

  private static String differences(VerifyReport report) {
    if (report.differenceCount() == 0) {
      return "no differences\n";
    }
    TextTable table = new TextTable("user", "from", "collection", "record", "what", "mended");
    report.differences().stream()
        .limit(SHOWN)
        .forEach(
            found ->
                table.row(
                    found.user(),
                    found.shard() + ":" + found.uid(),
                    found.collection(),
                    found.id(),
                    what(found),
                    found.repaired() ? "yes" : "no"));
    String left =
        report.differenceCount() > SHOWN
            ? "  and %s more; --output json lists more of them%n"
                .formatted(Amounts.count(report.differenceCount() - SHOWN))
            : "";
    return "%s, %s mended%n"
            .formatted(
                Amounts.of(report.differenceCount(), "difference"),
                Amounts.count(report.repaired()))
        + table.print("  ")
        + left;
  }

  private static String what(VerifyReport.Found found) {
    String kind = found.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    return found.column().isEmpty() ? kind : kind + ": " + found.column();
  }
}
