package godwit.cli.report;

import godwit.cli.output.Amounts;
import godwit.cli.page.Chart.Point;
import godwit.cli.page.Figure;
import godwit.cli.page.PageBuilder;
import godwit.cli.page.ReportPage;
import godwit.cli.page.Section;
import godwit.cli.page.Table;
import godwit.cli.page.Tone;
import godwit.cli.page.Unit;
import godwit.pipelines.quota.QuotaReport;
import godwit.pipelines.quota.QuotaTask;
import godwit.pipelines.run.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Quotas as a page. */
public final class QuotaPage {
  private QuotaPage() {}

  /** Who uses how much, and what was done about it. */
  public static ReportPage of(QuotaReport report, Timeline.Reading course, Instant now) {
    var page = new PageBuilder("quota " + QuotaText.word(report.task()), "Quotas");
    QuotaReport.Counters counters = report.counters();
    page.figure(Figure.count("users", "users", report.users()))
        .figure(Figure.bytes("bytes", "payload", report.total().bytes()))
        .figure(Figure.bytes("told", "payload by the counters", counters.told()))
        .figure(Figure.bytes("limit", "quota of a user", report.limitBytes()))
        .figure(Figure.count("over", "users over the quota", report.over()))
        .figure(Figure.count("told-over", "users over it by the counters", counters.toldOver()))
        .figure(Figure.count("still-over", "users over it afterwards", report.stillOver()))
        .figure(Figure.count("unhelped", "users no trim would help", report.unhelped()))
        .figure(Figure.count("hindered", "users whose records others held", report.hindered()))
        .figure(Figure.count("counters-missing", "counters missing", counters.unknown()))
        .figure(Figure.count("counters-wrong", "counters wrong", counters.drifted()))
        .figure(Figure.count("counters-righted", "counters righted", counters.righted()))
        .figure(Figure.count("counters-left", "counters left wrong", counters.leftWrong()))
        .section(limits(report))
        .section(steps(report))
        .section(enforced(report))
        .section(PageParts.usage(report.usage()))
        .section(
            new Section(
                "sizes",
                "Users by kilobytes",
                "Each column holds users with that many kilobytes or more, up to the next column.",
                PageParts.distribution(report.kilobytes()),
                null))
        .section(trend(report))
        .section(tombstoneStores(report))
        .section(top(report))
        .section(examples(counters))
        .section(PageParts.timeline(course));
    return page.build(PageParts.made(now, report.runId()), tone(report), verdict(report));
  }

  private static Tone tone(QuotaReport report) {
    boolean calm = report.stillOver() == 0 && !report.interrupted();
    return calm ? Tone.GOOD : Tone.WARN;
  }

  private static String verdict(QuotaReport report) {
    if (report.interrupted()) {
      return "Stopped before its end: the figures are those of a part.";
    }
    if (!report.executed() && report.task() != QuotaTask.REPORT) {
      return "A dry run: nothing was changed.";
    }
    return report.stillOver() == 0
        ? "Nobody is over the quota."
        : "Some users are over the quota; their writes are refused where it is enforced.";
  }

  private static Section limits(QuotaReport report) {
    List<List<Object>> rows = new ArrayList<>();
    report
        .limits()
        .forEach(
            limit ->
                rows.add(
                    List.of(exactly(limit.bytes()), limit.over(), limit.near(), limit.excess())));
    return new Section(
        "limits",
        "Who is over which limit",
        "",
        null,
        new Table(
            List.of(
                Table.text("limit"),
                Table.count("users over"),
                Table.count("users near"),
                Table.bytes("bytes too many")),
            rows));
  }

  /** Limits close to each other are rounded alike. */
  private static String exactly(long bytes) {
    return "%s (%s bytes)".formatted(Amounts.bytes(bytes), Amounts.count(bytes));
  }

  private static Section steps(QuotaReport report) {
    List<List<Object>> rows = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    report
        .freed()
        .forEach(
            (step, usage) -> {
              rows.add(List.of(step.text(), usage.rows(), usage.bytes()));
              points.add(Point.of(step.text(), usage.bytes()));
            });
    return new Section(
        "freed",
        report.executed() ? "What was freed" : "What would be freed",
        "Step by step, and only as far as it takes.",
        PageBuilder.bars(Unit.BYTES, points),
        new Table(List.of(Table.text("step"), Table.count("records"), Table.bytes("bytes")), rows));
  }

  private static Section enforced(QuotaReport report) {
    List<List<Object>> rows = new ArrayList<>();
    report.enforced().forEach(one -> rows.add(List.of(one.user(), one.before(), one.after())));
    return new Section(
        "enforced",
        "Users over the quota",
        report.over() > rows.size() ? "The first of them; all are counted." : "",
        null,
        new Table(List.of(Table.text("user"), Table.bytes("before"), Table.bytes("after")), rows));
  }

  private static Section trend(QuotaReport report) {
    List<List<Object>> rows = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    new TombstoneMonths(report)
        .months()
        .forEach(
            (month, usage) -> {
              rows.add(List.of(month, usage.rows(), usage.bytes()));
              points.add(Point.of(month, usage.rows()));
            });
    return new Section(
        "tombstones",
        "Tombstones by the month they were written in",
        "Of all stores together. Expired ones are left out, and so are collections in which"
            + " tombstones cannot be told.",
        PageBuilder.bars(Unit.COUNT, points),
        new Table(
            List.of(Table.text("month"), Table.count("tombstones"), Table.bytes("bytes")), rows));
  }

  private static Section tombstoneStores(QuotaReport report) {
    List<List<Object>> rows = new ArrayList<>();
    new TombstoneMonths(report)
        .stores()
        .forEach(
            (store, sums) ->
                rows.add(
                    List.of(
                        store,
                        sums.all().rows(),
                        sums.all().bytes(),
                        sums.year().rows(),
                        sums.recent().rows())));
    return new Section(
        "tombstone-stores",
        "Tombstones by store",
        "",
        null,
        new Table(
            List.of(
                Table.text("store"),
                Table.count("tombstones"),
                Table.bytes("bytes"),
                Table.count("of the last 12 months"),
                Table.count("of the last 3")),
            rows));
  }

  private static Section top(QuotaReport report) {
    List<List<Object>> rows = new ArrayList<>();
    report.top().forEach(user -> rows.add(List.of(user.name(), user.rows(), user.bytes())));
    List<Point> points =
        report.top().stream().limit(5).map(u -> Point.of(u.name(), u.bytes())).toList();
    return new Section(
        "top",
        "Users with most bytes",
        "",
        PageBuilder.bars(Unit.BYTES, points),
        new Table(List.of(Table.text("user"), Table.count("records"), Table.bytes("bytes")), rows));
  }

  private static Section examples(QuotaReport.Counters counters) {
    List<List<Object>> rows = new ArrayList<>();
    counters.examples().forEach(user -> rows.add(List.of(user)));
    return new Section(
        "counters",
        "Some users whose counters are off",
        "Right them with godwit quota recount --execute.",
        null,
        new Table(List.of(Table.text("user")), rows));
  }
}
