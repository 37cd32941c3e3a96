package godwit.cli.report;

import godwit.cli.page.Chart.Point;
import godwit.cli.page.Figure;
import godwit.cli.page.PageBuilder;
import godwit.cli.page.ReportPage;
import godwit.cli.page.Section;
import godwit.cli.page.Table;
import godwit.cli.page.Tone;
import godwit.cli.page.Unit;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.purge.PurgeCounts.Amount;
import godwit.pipelines.purge.PurgeReport;
import godwit.pipelines.run.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A purge as a page. */
public final class PurgePage {
  private PurgePage() {}

  /** What a purge did, or would do. */
  public static ReportPage of(PurgeReport report, Timeline.Reading course, Instant now) {
    var page = new PageBuilder("purge", "Purge of " + report.store());
    Amount deleted = report.deletedTotal();
    String done = report.executed() ? "deleted" : "to be deleted";
    page.figure(Figure.count("examined", "records looked at", report.examined()))
        .figure(Figure.count("deleted-rows", "records " + done, deleted.rows()))
        .figure(Figure.bytes("deleted-bytes", "payload " + done, deleted.bytes()))
        .figure(Figure.count("users", "users gone through", report.users()))
        .figure(Figure.count("batches", "dead batches " + done, report.batches()))
        .figure(Figure.seconds("seconds", "time taken", report.seconds()))
        .section(shares(report))
        .section(reasons("deleted", "Records " + done, report.deleted()))
        .section(reasons("kept", "Records left alone", report.kept()))
        .section(collections(report, done))
        .section(PageParts.timeline(course));
    return page.build(PageParts.made(now, report.runId()), tone(report), verdict(report));
  }

  private static Tone tone(PurgeReport report) {
    if (!report.balanced()) {
      return Tone.BAD;
    }
    return report.interrupted() || report.limited() ? Tone.WARN : Tone.GOOD;
  }

  private static String verdict(PurgeReport report) {
    if (!report.balanced()) {
      return "The figures do not add up: look into it before going on.";
    }
    if (!report.executed()) {
      return "A dry run: nothing was changed.";
    }
    return report.interrupted() || report.limited()
        ? "Ended before everything was done; the same command goes on."
        : "Finished. Every record that was looked at has a reason.";
  }

  private static Section shares(PurgeReport report) {
    List<Point> points = new ArrayList<>();
    report.deleted().forEach((reason, amount) -> points.add(point(reason, amount)));
    report.kept().forEach((reason, amount) -> points.add(point(reason, amount)));
    return PageParts.shares("records", "What became of the records", "", points);
  }

  private static Point point(PurgeReason reason, Amount amount) {
    return Point.of(reason.text(), amount.rows());
  }

  private static Section reasons(String key, String title, Map<PurgeReason, Amount> amounts) {
    List<List<Object>> rows = new ArrayList<>();
    amounts.forEach(
        (reason, amount) -> rows.add(List.of(reason.text(), amount.rows(), amount.bytes())));
    return new Section(
        key,
        title,
        "",
        null,
        new Table(
            List.of(Table.text("because they are"), Table.count("records"), Table.bytes("bytes")),
            rows));
  }

  private static Section collections(PurgeReport report, String done) {
    List<List<Object>> rows = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    report
        .collections()
        .forEach(
            (name, amount) -> {
              rows.add(List.of(name, amount.rows(), amount.bytes()));
              points.add(Point.of(name, amount.bytes()));
            });
    return new Section(
        "collections",
        "Payload " + done + ", by collection",
        "",
        PageBuilder.bars(Unit.BYTES, points),
        new Table(
            List.of(Table.text("collection"), Table.count("records"), Table.bytes("bytes")), rows));
  }
}
