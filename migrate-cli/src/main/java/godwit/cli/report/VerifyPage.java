package godwit.cli.report;

import godwit.cli.page.Chart.Point;
import godwit.cli.page.Figure;
import godwit.cli.page.PageBuilder;
import godwit.cli.page.ReportPage;
import godwit.cli.page.Section;
import godwit.cli.page.Table;
import godwit.cli.page.Tone;
import godwit.pipelines.run.Timeline;
import godwit.pipelines.verify.VerifyReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A verification as a page. */
public final class VerifyPage {
  private VerifyPage() {}

  /** What a verification found. */
  public static ReportPage of(VerifyReport report, Timeline.Reading course, Instant now) {
    var page = new PageBuilder("verify", "Both sides compared");
    VerifyReport.Users users = report.users();
    page.figure(Figure.count("users-equal", "users equal on both sides", users.equal()))
        .figure(Figure.count("users-different", "users different", users.different()))
        .figure(Figure.count("differences", "differences", report.differenceCount()))
        .figure(Figure.count("repaired", "differences mended", report.repaired()))
        .figure(Figure.count("rows-source", "records digested in shards", report.rows().source()))
        .figure(Figure.count("rows-target", "records digested in Spanner", report.rows().target()))
        .figure(Figure.seconds("seconds", "time taken", report.seconds()))
        .section(
            PageParts.shares(
                "users",
                "The users",
                "",
                List.of(
                    new Point("equal", users.equal(), 0, Tone.GOOD),
                    new Point("different", users.different(), 0, Tone.BAD),
                    Point.of("not copied yet", users.pending()),
                    Point.of("living on the target by now", users.movedOn()))))
        .reasons("kinds", "Kinds of the differences listed", "differences", kinds(report))
        .section(differences(report))
        .section(PageParts.timeline(course));
    return page.build(PageParts.made(now, report.runId()), tone(report), verdict(report));
  }

  private static Map<String, Long> kinds(VerifyReport report) {
    Map<String, Long> kinds = new TreeMap<>();
    report
        .differences()
        .forEach(found -> kinds.merge(PageParts.words(found.kind()), 1L, Long::sum));
    return kinds;
  }

  private static Section differences(VerifyReport report) {
    List<List<Object>> rows = new ArrayList<>();
    report
        .differences()
        .forEach(
            found ->
                rows.add(
                    List.of(
                        found.user(),
                        found.shard() + ":" + found.uid(),
                        found.collection(),
                        found.id(),
                        PageParts.words(found.kind()),
                        found.column(),
                        found.repaired() ? "yes" : "no")));
    return new Section(
        "differences",
        "Differences",
        report.differenceCount() > rows.size() ? "The first of them; all are counted." : "",
        null,
        new Table(
            List.of(
                Table.text("user"),
                Table.text("from"),
                Table.text("collection"),
                Table.text("record"),
                Table.text("what"),
                Table.text("column"),
                Table.text("mended")),
            rows));
  }

  private static Tone tone(VerifyReport report) {
    if (report.differenceCount() > report.repaired()) {
      return Tone.BAD;
    }
    return report.isProof() && report.differenceCount() == 0 ? Tone.GOOD : Tone.WARN;
  }

  private static String verdict(VerifyReport report) {
    if (report.interrupted()) {
      return "Stopped before its end: not everybody was compared.";
    }
    if (report.differenceCount() == report.repaired() && !report.isProof()) {
      return "Nothing differs, but some users were not compared: their copy is still to come.";
    }
    if (report.differenceCount() == 0) {
      return "Both sides are equal, by digests that the databases computed themselves.";
    }
    return report.differenceCount() == report.repaired()
        ? "All differences were mended."
        : "The sides differ.";
  }
}
