package godwit.cli.report;

import godwit.cli.page.Chart;
import godwit.cli.page.Chart.Kind;
import godwit.cli.page.Chart.Point;
import godwit.cli.page.PageBuilder;
import godwit.cli.page.Section;
import godwit.cli.page.Table;
import godwit.cli.page.Tone;
import godwit.cli.page.Unit;
import godwit.pipelines.figures.Distribution;
import godwit.pipelines.figures.UsageByName;
import godwit.pipelines.plan.PlanReport;
import godwit.pipelines.run.Timeline;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parts that the pages of several commands have. */
final class PageParts {
  private static final String[] THOUSANDS = {"", "k", "M", "G"};

  private PageParts() {}

  /** Bytes by collection. */
  static Section usage(List<UsageByName.Sum> sums) {
    List<Point> points = sums.stream().map(sum -> Point.of(sum.name(), sum.bytes())).toList();
    List<List<Object>> rows = new ArrayList<>();
    sums.forEach(sum -> rows.add(List.of(sum.name(), sum.users(), sum.rows(), sum.bytes())));
    return new Section(
        "collections",
        "Bytes by collection",
        "",
        PageBuilder.bars(Unit.BYTES, points),
        new Table(
            List.of(
                Table.text("collection"),
                Table.count("users"),
                Table.count("records"),
                Table.bytes("bytes")),
            rows));
  }

  /** Users by their number of records. */
  static Section sizes(List<Distribution.Bucket> buckets) {
    return new Section(
        "sizes",
        "Users by number of records",
        "Each column holds users with that many records or more, up to the next column.",
        distribution(buckets),
        null);
  }

  /** A distribution as columns. */
  static Chart distribution(List<Distribution.Bucket> buckets) {
    return new Chart(
        Kind.COLUMNS,
        Unit.COUNT,
        buckets.stream().map(b -> Point.of(bound(b.from()), b.count())).toList());
  }

  private static String bound(long from) {
    long rest = from;
    int unit = 0;
    while (rest >= 1_000) {
      rest /= 1_000;
      unit++;
    }
    return rest + THOUSANDS[unit];
  }

  /** What was found where. */
  static Section shards(List<PlanReport.Shard> shards) {
    List<List<Object>> rows = new ArrayList<>();
    shards.forEach(
        one -> rows.add(List.of(one.name(), one.users(), one.rows(), one.bytes(), one.dialect())));
    return new Section(
        "shards",
        "Shards",
        "",
        PageBuilder.bars(
            Unit.BYTES, shards.stream().map(one -> Point.of(one.name(), one.bytes())).toList()),
        new Table(
            List.of(
                Table.text("shard"),
                Table.count("users"),
                Table.count("records"),
                Table.bytes("bytes"),
                Table.text("what it is")),
            rows));
  }

  /** What the run did when, and what it waited for. */
  static Section timeline(Timeline.Reading reading) {
    List<Point> points = new ArrayList<>();
    for (Timeline.Kind kind : Timeline.Kind.values()) {
      for (Timeline.Span span : reading.spans()) {
        if (span.kind() == kind) {
          boolean waits = kind == Timeline.Kind.WAIT;
          points.add(
              new Point(
                  waits ? "waits: " + span.what() : span.what(),
                  span.until(),
                  span.from(),
                  waits ? Tone.WARN : Tone.PLAIN));
        }
      }
    }
    List<List<Object>> rows = new ArrayList<>();
    reading.waited().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(entry -> rows.add(List.of(entry.getKey(), entry.getValue())));
    return new Section(
        "timeline",
        "Course of the run",
        rows.isEmpty() ? "It never had to wait." : "Below each kind of work: why it waited.",
        new Chart(Kind.TIMELINE, Unit.SECONDS, points),
        new Table(List.of(Table.text("waited for"), Table.seconds("time")), rows));
  }

  /** One bar cut into parts, with the parts' figures. */
  static Section shares(String key, String title, String note, List<Point> parts) {
    return new Section(key, title, note, new Chart(Kind.SHARES, Unit.COUNT, parts), null);
  }

  /** When a page was made. */
  static String made(Instant now, String by) {
    return "%s, %s".formatted(by, now.truncatedTo(ChronoUnit.SECONDS));
  }

  /** A cause in words: {@code ORPHAN_COLLECTION} becomes "orphan collection". */
  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
