package godwit.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A thin table: columns two blanks apart, figures to the right, one line under the heads. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these column heads. */
  public TextTable(String... heads) {
    this.heads = List.of(heads);
  }

  /** Adds a row; it has as many cells as there are heads. */
  public TextTable row(Object... cells) {
    if (cells.length != heads.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells under " + heads.size() + " heads: " + Arrays.toString(cells));
    }
    rows.add(Arrays.stream(cells).map(TextTable::cell).toList());
    return this;
  }

  /** Whether no row was added. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table, each line beginning with {@code indent} and ending with a line end. */
  public String print(String indent) {
    StringBuilder text = new StringBuilder();
    int[] widths = widths();
    line(text, indent, heads, widths);
    line(text, indent, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths);
    rows.forEach(row -> line(text, indent, row, widths));
    return text.toString();
  }

  private void line(StringBuilder text, String indent, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(isNumeric(i) ? padding + cells.get(i) : cells.get(i) + padding).append(GAP);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private int[] widths() {
    int[] widths = heads.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  /** Whether every cell of the column begins with a digit: such columns line up at the right. */
  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream()
            .map(row -> row.get(column))
            .allMatch(cell -> !cell.isEmpty() && Character.isDigit(cell.charAt(0)));
  }

  private static String cell(Object value) {
    return value instanceof Number number ? Amounts.count(number.longValue()) : value.toString();
  }
}
