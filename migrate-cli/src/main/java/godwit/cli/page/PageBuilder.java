package godwit.cli.page;

import godwit.cli.page.Chart.Kind;
import godwit.cli.page.Chart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts a page together, part by part. Parts that would show nothing are left out. */
public final class PageBuilder {
  /** More bars than that are no picture any more; the table has them all. */
  private static final int BARS = 15;

  private final String command;
  private final String title;
  private final List<Figure> figures = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();

  /** An empty page about that. */
  public PageBuilder(String command, String title) {
    this.command = command;
    this.title = title;
  }

  /** Adds a number that matters. */
  public PageBuilder figure(Figure figure) {
    figures.add(figure);
    return this;
  }

  /** Adds a part, if its table or its picture has something in it. */
  public PageBuilder section(Section section) {
    Chart chart = section.chart();
    Table table = section.table();
    boolean drawn = chart != null && chart.points().stream().anyMatch(p -> p.value() != 0);
    boolean listed = table != null && !table.rows().isEmpty();
    if (drawn || listed) {
      sections.add(
          new Section(
              section.key(),
              section.title(),
              section.note(),
              drawn ? chart : null,
              listed ? table : null));
    }
    return this;
  }

  /** Adds counts by reason, as a table. */
  public PageBuilder reasons(String key, String title, String what, Map<String, Long> counts) {
    List<List<Object>> rows = new ArrayList<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(entry -> rows.add(List.of(entry.getKey(), entry.getValue())));
    return section(
        new Section(
            key,
            title,
            "",
            null,
            new Table(List.of(Table.text("reason"), Table.count(what)), rows)));
  }

  /** A picture of the first points, as bars. */
  public static Chart bars(Unit unit, List<Point> points) {
    return new Chart(Kind.BARS, unit, points.stream().limit(BARS).toList());
  }

  /** The finished page. */
  public ReportPage build(String made, Tone tone, String verdict) {
    return new ReportPage(
        ReportPage.FORMAT, command, title, made, tone, verdict, figures, sections);
  }
}
