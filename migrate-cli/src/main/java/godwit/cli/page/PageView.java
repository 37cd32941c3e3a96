package godwit.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A page as the template reads it: every number already a text, every picture already measured.
 *
 * @param css the style sheet
 */
record PageView(
    String css,
    String command,
    String title,
    String made,
    String tone,
    String verdict,
    List<Card> figures,
    List<Part> parts) {
  /** A table of more columns needs the whole width of a page. */
  private static final int WIDE = 5;

  /** A table of more columns has no place on a narrow screen. */
  private static final int NARROW = 3;

  /** A text of more characters must wrap. */
  private static final int LONG = 30;

  record Card(String label, String value) {}

  /** A section; {@code css} says whether it needs the whole width. */
  record Part(
      String key,
      String title,
      String css,
      String note,
      @Nullable ChartView chart,
      @Nullable Grid table) {}

  /** A table; {@code css} says whether its rows become lists on a narrow screen. */
  record Grid(String css, List<Cell> heads, List<Line> rows) {}

  record Line(List<Cell> cells) {}

  /** A cell; numbers stand at the right, and long texts wrap. */
  record Cell(String head, String text, String css) {}

  static PageView of(ReportPage page, String css) {
    return new PageView(
        css,
        page.command(),
        page.title(),
        page.made(),
        page.tone().css(),
        page.verdict(),
        page.figures().stream()
            .map(figure -> new Card(figure.label(), figure.unit().show(figure.value())))
            .toList(),
        page.sections().stream().map(PageView::part).toList());
  }

  private static Part part(Section section) {
    Chart chart = section.chart();
    Table table = section.table();
    return new Part(
        section.key(),
        section.title(),
        table != null && table.columns().size() > WIDE ? "wide" : "",
        section.note(),
        chart == null ? null : ChartView.of(section.title(), chart),
        table == null ? null : grid(table));
  }

  private static Grid grid(Table table) {
    List<String> css = new ArrayList<>();
    List<Cell> heads = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      css.add(css(table, i));
      heads.add(new Cell("", table.columns().get(i).label(), css.get(i)));
    }
    List<Line> rows = new ArrayList<>();
    for (List<Object> row : table.rows()) {
      List<Cell> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        Table.Column column = table.columns().get(i);
        cells.add(new Cell(column.label(), column.unit().show(row.get(i)), css.get(i)));
      }
      rows.add(new Line(cells));
    }
    return new Grid(table.columns().size() > NARROW ? "stack" : "", heads, rows);
  }

  private static String css(Table table, int column) {
    if (table.columns().get(column).unit() != Unit.TEXT) {
      return "number";
    }
    boolean isLong =
        table.rows().stream().anyMatch(row -> row.get(column).toString().length() > LONG);
    return isLong ? "long" : "text";
  }

  /** A share of a picture's width, as SVG writes it. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f%%", 100 * share);
  }
}
