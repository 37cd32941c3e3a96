package godwit.cli.report;

import godwit.cli.page.Chart.Point;
import godwit.cli.page.Figure;
import godwit.cli.page.PageBuilder;
import godwit.cli.page.ReportPage;
import godwit.cli.page.Section;
import godwit.cli.page.Table;
import godwit.cli.page.Tone;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.PlanReport;
import godwit.pipelines.run.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A copy, or what it would be, as a page. */
public final class MigratePage {
  private static final String COMMAND = "migrate";

  private MigratePage() {}

  /** What a run did. */
  public static ReportPage of(MigrateReport report, Timeline.Reading course, Instant now) {
    var page = new PageBuilder(COMMAND, "Users moved");
    MigrateReport.Users users = report.users();
    MigrateReport.Rows rows = report.rows();
    double perSecond = report.seconds() <= 0 ? 0 : rows.written() / report.seconds();
    page.figure(Figure.count("users-copied", "users copied", users.copied()))
        .figure(Figure.count("rows-written", "records written", rows.written()))
        .figure(Figure.bytes("bytes-written", "payload written", report.bytes()))
        .figure(Figure.count("dead-letters", "dead letters", report.deadLetters()))
        .figure(Figure.count("users-failed", "users that cannot be moved", users.failed()))
        .figure(Figure.seconds("seconds", "time taken", report.seconds()))
        .figure(Figure.count("rows-per-second", "records a second", Math.round(perSecond)))
        .section(
            PageParts.shares(
                "users",
                "What became of the users",
                "",
                List.of(
                    new Point("copied", users.copied(), 0, Tone.GOOD),
                    Point.of("skipped", users.skipped()),
                    new Point("failed", users.failed(), 0, Tone.BAD))))
        .reasons("skipped", "Why users were skipped", "users", users.skippedReasons())
        .reasons("failed", "Why users cannot be moved", "users", users.failedCauses())
        .section(rowShares(rows))
        .reasons("filtered", "Why records were left behind", "records", rows.filtered())
        .reasons("dead", "Why records could not be moved", "records", rows.dead())
        .section(PageParts.timeline(course))
        .section(grades(report))
        .section(PageParts.usage(report.plan().usage()))
        .section(PageParts.sizes(report.plan().sizes()))
        .section(PageParts.shards(report.plan().shards()));
    return page.build(PageParts.made(now, report.runId()), tone(report), verdict(report));
  }

  private static Section rowShares(MigrateReport.Rows rows) {
    return PageParts.shares(
        "rows",
        "What became of the records",
        "Read = written + left behind + dead, counted in the databases.",
        List.of(
            new Point("written", rows.written(), 0, Tone.GOOD),
            Point.of("left behind", PageParts.sum(rows.filtered())),
            new Point("dead", PageParts.sum(rows.dead()), 0, Tone.BAD)));
  }

  /** The plan beside what happened. */
  private static Section grades(MigrateReport report) {
    MigrateReport.Predicted plan = report.predicted();
    List<List<Object>> rows =
        List.of(
            List.of("planned", plan.rows(), plan.bytes(), plan.seconds()),
            List.of("happened", report.rows().read(), report.bytes(), report.seconds()));
    return new Section(
        "plan",
        "The plan beside what happened",
        "",
        null,
        new Table(
            List.of(
                Table.text("what"),
                Table.count("records"),
                Table.bytes("payload"),
                Table.seconds("time")),
            rows));
  }

  private static Tone tone(MigrateReport report) {
    if (!report.balanced()) {
      return Tone.BAD;
    }
    return report.interrupted() || report.hasDeadLetters() ? Tone.WARN : Tone.GOOD;
  }

  private static String verdict(MigrateReport report) {
    if (!report.balanced()) {
      return "The figures do not add up: look into it before going on.";
    }
    if (report.interrupted()) {
      return "Stopped at a safe point before its end; the same command continues.";
    }
    return report.hasDeadLetters()
        ? "Finished. Some users or records could not be moved and wait as dead letters."
        : "Finished. Every record is accounted for.";
  }

  /** What a run would do. */
  public static ReportPage of(PlanReport plan, Timeline.Reading course, Instant now) {
    var page = new PageBuilder(COMMAND, "Users that would be moved");
    PlanReport.Users users = plan.users();
    page.figure(Figure.count("users-to-copy", "users to copy", users.copy()))
        .figure(Figure.count("rows-to-copy", "records", plan.rows()))
        .figure(Figure.bytes("bytes-to-copy", "payload", plan.bytes()))
        .figure(Figure.seconds("seconds-about", "time with one writer, about", plan.seconds()))
        .figure(Figure.count("commits-about", "commits, about", plan.commits()))
        .figure(Figure.count("users-failed", "users that cannot be moved", users.failedTotal()))
        .figure(Figure.count("hoarders", "hoarders", plan.hoarders()))
        .section(
            PageParts.shares(
                "users",
                "What would become of the users",
                "",
                List.of(
                    new Point("to copy", users.copy(), 0, Tone.GOOD),
                    Point.of("skipped", users.skippedTotal()),
                    new Point("cannot be moved", users.failedTotal(), 0, Tone.BAD))))
        .reasons("skipped", "Why users would be skipped", "users", users.skipped())
        .reasons("failed", "Why users cannot be moved", "users", users.failed())
        .section(obstacles(plan))
        .section(names(plan))
        .section(PageParts.usage(plan.usage()))
        .section(PageParts.sizes(plan.sizes()))
        .section(PageParts.shards(plan.shards()))
        .section(PageParts.timeline(course));
    boolean calm = users.failedTotal() == 0 && !plan.interrupted();
    return page.build(
        PageParts.made(now, "dry run"),
        calm ? Tone.GOOD : Tone.WARN,
        plan.interrupted()
            ? "Stopped before everybody was looked at: the figures are those of a part."
            : "A dry run: nothing was changed.");
  }

  private static Section obstacles(PlanReport plan) {
    List<List<Object>> rows = new ArrayList<>();
    plan.obstacles()
        .forEach(
            one ->
                rows.add(
                    List.of(
                        one.kind() + " on " + one.shard(),
                        one.users(),
                        one.rows(),
                        one.example())));
    return new Section(
        "obstacles",
        "Obstacles",
        "",
        null,
        new Table(
            List.of(
                Table.text("obstacle"),
                Table.count("users"),
                Table.count("records"),
                Table.text("example")),
            rows));
  }

  private static Section names(PlanReport plan) {
    List<List<Object>> rows = new ArrayList<>();
    plan.collections().allocate().forEach(name -> rows.add(List.of(name, "gets an id")));
    plan.collections().clashes().forEach(text -> rows.add(List.of(text, "one id, several names")));
    plan.collections()
        .caseVariants()
        .forEach(text -> rows.add(List.of(text, "differ in case only")));
    return new Section(
        "names",
        "Custom collections",
        "",
        null,
        new Table(List.of(Table.text("collection"), Table.text("what")), rows));
  }
}
