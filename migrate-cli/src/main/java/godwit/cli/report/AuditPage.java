package godwit.cli.report;

import godwit.cli.page.Chart.Point;
import godwit.cli.page.Figure;
import godwit.cli.page.PageBuilder;
import godwit.cli.page.ReportPage;
import godwit.cli.page.Section;
import godwit.cli.page.Table;
import godwit.cli.page.Tone;
import godwit.cli.page.Unit;
import godwit.model.Usage;
import godwit.pipelines.audit.AuditReport;
import godwit.pipelines.audit.Certainty;
import godwit.pipelines.audit.Finding;
import godwit.pipelines.audit.FindingCode;
import godwit.pipelines.figures.TopUsers;
import godwit.pipelines.figures.UsageByName;
import godwit.pipelines.run.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An audit as a page. */
public final class AuditPage {
  private AuditPage() {}

  /** What an audit found. */
  public static ReportPage of(AuditReport report, Timeline.Reading course, Instant now) {
    var page = new PageBuilder("audit", "What is there");
    Usage purgeable = report.purgeable();
    page.figure(Figure.count("users", "users", report.users()))
        .figure(Figure.count("rows", "records", report.total().rows()))
        .figure(Figure.bytes("bytes", "payload", report.total().bytes()))
        .figure(Figure.count("blocking", "kinds of obstacles to a move", blocking(report)))
        .figure(Figure.count("purgeable-rows", "records a purge would free", purgeable.rows()))
        .figure(Figure.bytes("purgeable-bytes", "payload a purge would free", purgeable.bytes()))
        .figure(Figure.count("move-users", "users a move would take", report.move().users()))
        .figure(
            Figure.seconds(
                "move-seconds", "a move with one writer, about", report.move().seconds()))
        .section(findings(report))
        .section(records(report))
        .section(PageParts.usage(report.usage()))
        .section(PageParts.sizes(report.sizes()))
        .section(stores(report))
        .section(ages(report))
        .section(staleness(report))
        .section(byCollection(report))
        .section(top("top-bytes", "Users with most bytes", Unit.BYTES, report.topBytes()))
        .section(top("top-rows", "Users with most records", Unit.COUNT, report.topRows()))
        .section(move(report.move()))
        .section(PageParts.timeline(course));
    return page.build(PageParts.made(now, report.runId()), tone(report), verdict(report));
  }

  private static long blocking(AuditReport report) {
    return report.findings().stream()
        .filter(finding -> finding.code().weight() == FindingCode.Weight.BLOCKS)
        .count();
  }

  private static Tone tone(AuditReport report) {
    if (!report.balanced()) {
      return Tone.BAD;
    }
    return report.interrupted() || blocking(report) > 0 ? Tone.WARN : Tone.GOOD;
  }

  private static String verdict(AuditReport report) {
    if (report.interrupted()) {
      return "Stopped before its end: the figures are those of a part.";
    }
    if (!report.balanced()) {
      return "The figures do not add up: look into it before believing them.";
    }
    return blocking(report) > 0
        ? "Some records or users cannot be moved as they are; see the findings."
        : "Nothing stands in the way of a move.";
  }

  private static Section findings(AuditReport report) {
    List<List<Object>> rows = new ArrayList<>();
    for (Finding finding : report.findings()) {
      rows.add(
          List.of(
              finding.code().name(),
              PageParts.words(finding.code().weight()),
              finding.count(),
              finding.rows(),
              finding.code().text() + ". " + finding.code().remedy(),
              AuditText.examples(finding.examples())));
    }
    return new Section(
        "findings",
        "Findings",
        "",
        null,
        new Table(
            List.of(
                Table.text("code"),
                Table.text("it"),
                Table.count("count"),
                Table.count("records"),
                Table.text("what, and what to do"),
                Table.text("examples")),
            rows));
  }

  private static Section records(AuditReport report) {
    List<Point> points = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    Usage expired = total(report.expired());
    rows.add(List.of("expired", expired.rows(), expired.bytes()));
    for (Certainty certainty : Certainty.values()) {
      Usage usage = report.certainties().getOrDefault(certainty, Usage.NONE);
      rows.add(List.of(certainty.text(), usage.rows(), usage.bytes()));
    }
    rows.forEach(row -> points.add(Point.of((String) row.get(0), (Long) row.get(1))));
    return new Section(
        "records",
        "Records and tombstones",
        "A server cannot read a record: a tombstone is told by the length of its ciphertext.",
        PageParts.shares("", "", "", points).chart(),
        new Table(
            List.of(Table.text("records"), Table.count("count"), Table.bytes("bytes")), rows));
  }

  private static Section stores(AuditReport report) {
    List<List<Object>> rows = new ArrayList<>();
    report
        .stores()
        .forEach(
            store ->
                rows.add(
                    List.of(
                        store.name(),
                        store.users(),
                        store.rows(),
                        store.bytes(),
                        store.expired(),
                        store.tombstones(),
                        store.stale(),
                        store.description())));
    return new Section(
        "stores",
        "Shards and target",
        "",
        PageBuilder.bars(
            Unit.BYTES,
            report.stores().stream().map(one -> Point.of(one.name(), one.bytes())).toList()),
        new Table(
            List.of(
                Table.text("store"),
                Table.count("users"),
                Table.count("records"),
                Table.bytes("bytes"),
                Table.count("expired"),
                Table.count("tombstones"),
                Table.count("stale"),
                Table.text("what it is")),
            rows));
  }

  private static Section ages(AuditReport report) {
    return new Section(
        "tombstone-age",
        "Tombstones by age in days",
        "Each column holds those that old or older, up to the next column.",
        PageParts.distribution(report.tombstoneDays()),
        null);
  }

  private static Section staleness(AuditReport report) {
    List<Point> points = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    report
        .staleness()
        .forEach(
            (reason, usage) -> {
              points.add(Point.of(reason.text(), usage.rows()));
              rows.add(List.of(reason.text(), usage.rows(), usage.bytes()));
            });
    return new Section(
        "staleness",
        "What a purge would do with the tombstones",
        "",
        PageParts.shares("", "", "", points).chart(),
        new Table(
            List.of(Table.text("tombstones"), Table.count("count"), Table.bytes("bytes")), rows));
  }

  private static Section byCollection(AuditReport report) {
    var names = new TreeMap<String, long[]>();
    put(names, report.expired(), 0);
    put(names, report.tombstones(), 1);
    put(names, report.stale(), 2);
    List<List<Object>> rows = new ArrayList<>();
    names.forEach((name, sums) -> rows.add(List.of(name, sums[0], sums[1], sums[2])));
    return new Section(
        "dead",
        "Dead records by collection",
        "",
        null,
        new Table(
            List.of(
                Table.text("collection"),
                Table.count("expired"),
                Table.count("tombstones"),
                Table.count("stale")),
            rows));
  }

  private static void put(Map<String, long[]> names, List<UsageByName.Sum> sums, int at) {
    sums.forEach(sum -> names.computeIfAbsent(sum.name(), n -> new long[3])[at] = sum.rows());
  }

  private static Section top(String key, String title, Unit unit, List<TopUsers.User> users) {
    List<List<Object>> rows = new ArrayList<>();
    users.forEach(
        user -> rows.add(List.of(user.name(), user.rows(), user.bytes(), user.tombstones())));
    List<Point> points =
        users.stream()
            .limit(5)
            .map(user -> Point.of(user.name(), unit == Unit.BYTES ? user.bytes() : user.rows()))
            .toList();
    return new Section(
        key,
        title,
        "",
        PageBuilder.bars(unit, points),
        new Table(
            List.of(
                Table.text("user"),
                Table.count("records"),
                Table.bytes("bytes"),
                Table.count("tombstones")),
            rows));
  }

  private static Section move(AuditReport.Move move) {
    List<List<Object>> rows =
        move.users() == 0
            ? List.of()
            : List.of(
                List.of(
                    "about",
                    move.users(),
                    move.rows(),
                    move.bytes(),
                    move.commits(),
                    move.mutations(),
                    move.seconds()));
    return new Section(
        "move",
        "What a move would take",
        "With one writer; see godwit plan for a closer look.",
        null,
        new Table(
            List.of(
                Table.text("a move"),
                Table.count("users"),
                Table.count("records"),
                Table.bytes("bytes"),
                Table.count("commits"),
                Table.count("mutations"),
                Table.seconds("time")),
            rows));
  }

  private static Usage total(List<UsageByName.Sum> sums) {
    return sums.stream()
        .map(sum -> new Usage(sum.rows(), sum.bytes()))
        .reduce(Usage.NONE, Usage::plus);
  }
}
