package godwit.cli.report;

import godwit.cli.output.Amounts;
import godwit.cli.output.TextTable;
import godwit.pipelines.figures.TopUsers;
import godwit.pipelines.figures.UsageByName;
import godwit.pipelines.quota.QuotaReport;
import godwit.pipelines.quota.QuotaTask;
import java.util.Locale;

/** Who uses how much, and what was done about it, in words. */
public final class QuotaText {
  private static final int COLLECTIONS = 15;
  private static final int USERS = 10;

  private QuotaText() {}

  /** The task as the command line calls it. */
  public static String word(QuotaTask task) {
    return task.name().toLowerCase(Locale.ROOT);
  }

  /** The whole report. */
  public static String of(QuotaReport report) {
    StringBuilder text = new StringBuilder();
    if (!report.executed() && report.task() != QuotaTask.REPORT) {
      text.append("Dry run: nothing was changed. With --execute this would be done:\n\n");
    }
    text.append(
        "%s with %s, %s, counted in %s%n"
            .formatted(
                Amounts.of(report.users(), "user"),
                Amounts.of(report.total().rows(), "record"),
                Amounts.bytes(report.total().bytes()),
                Amounts.seconds(report.seconds())));
    counters(text, report);
    if (report.task() == QuotaTask.ENFORCE) {
      enforced(text, report);
    }
    if (report.task() == QuotaTask.REPORT) {
      text.append(limits(report)).append(collections(report)).append(users(report));
      text.append(trend(report));
    }
    return text.toString();
  }

  private static void counters(StringBuilder text, QuotaReport report) {
    QuotaReport.Counters counters = report.counters();
    text.append(
        "%s compared: %s missing, %s wrong"
            .formatted(
                Amounts.of(counters.checked(), "counter"),
                Amounts.count(counters.unknown()),
                Amounts.count(counters.drifted())));
    text.append(report.executed() ? ", %s righted%n".formatted(counters.righted()) : "\n");
    if (counters.leftWrong() > 0) {
      text.append(
          "%s left as they are: clients wrote all the while; run it again%n"
              .formatted(Amounts.of(counters.leftWrong(), "counter")));
    }
    if (counters.checked() > 0) {
      text.append(
          "by the counters %s, and %s over the quota%n"
              .formatted(Amounts.bytes(counters.told()), Amounts.of(counters.toldOver(), "user")));
    }
    if (!counters.uncounted().isEmpty()) {
      text.append(
          "no counters are kept by %s%n".formatted(String.join(", ", counters.uncounted())));
    }
    text.append(
        "%s over the quota of %s%n"
            .formatted(Amounts.of(report.over(), "user"), Amounts.bytes(report.limitBytes())));
  }

  private static void enforced(StringBuilder text, QuotaReport report) {
    TextTable steps =
        new TextTable("records", "bytes", report.executed() ? "freed" : "to be freed");
    report
        .freed()
        .forEach(
            (step, usage) -> steps.row(usage.rows(), Amounts.bytes(usage.bytes()), step.text()));
    if (!steps.isEmpty()) {
      text.append('\n').append(steps.print("  "));
    }
    TextTable users = new TextTable("user", "before", "after");
    report.enforced().stream()
        .limit(USERS)
        .forEach(
            one -> users.row(one.user(), Amounts.bytes(one.before()), Amounts.bytes(one.after())));
    if (!users.isEmpty()) {
      text.append('\n').append(users.print("  "));
    }
    text.append("%s still over it%n".formatted(Amounts.of(report.stillOver(), "user")));
    if (report.hindered() > 0) {
      text.append(
          "%s whose records were held by other writers all the while; run it again%n"
              .formatted(Amounts.of(report.hindered(), "user")));
    }
    if (report.unhelped() > 0) {
      text.append(
          "%s not trimmed: all that may be trimmed would not bring them below it%n"
              .formatted(Amounts.of(report.unhelped(), "user")));
    }
  }

  private static String limits(QuotaReport report) {
    TextTable table = new TextTable("limit", "users over", "users near", "bytes too many");
    report
        .limits()
        .forEach(
            limit ->
                table.row(
                    Amounts.bytes(limit.bytes()),
                    limit.over(),
                    limit.near(),
                    Amounts.bytes(limit.excess())));
    return "\n" + table.print("  ");
  }

  private static String collections(QuotaReport report) {
    TextTable table = new TextTable("collection", "users", "records", "bytes");
    for (UsageByName.Sum sum : report.usage().stream().limit(COLLECTIONS).toList()) {
      table.row(sum.name(), sum.users(), sum.rows(), Amounts.bytes(sum.bytes()));
    }
    return "\nBytes by collection\n" + table.print("  ");
  }

  private static String users(QuotaReport report) {
    TextTable table = new TextTable("largest users", "records", "bytes");
    for (TopUsers.User user : report.top().stream().limit(USERS).toList()) {
      table.row(user.name(), user.rows(), Amounts.bytes(user.bytes()));
    }
    return table.isEmpty() ? "" : "\n" + table.print("  ");
  }

  private static String trend(QuotaReport report) {
    var trend = new TombstoneMonths(report);
    TextTable months = new TextTable("tombstones written in", "records", "bytes");
    trend
        .months()
        .forEach((month, sum) -> months.row(month, sum.rows(), Amounts.bytes(sum.bytes())));
    TextTable stores =
        new TextTable("tombstones of", "records", "bytes", "in 12 months", "in 3 months");
    trend
        .stores()
        .forEach(
            (store, sums) ->
                stores.row(
                    store,
                    sums.all().rows(),
                    Amounts.bytes(sums.all().bytes()),
                    sums.year().rows(),
                    sums.recent().rows()));
    return months.isEmpty() ? "" : "\n" + months.print("  ") + "\n" + stores.print("  ");
  }
}
