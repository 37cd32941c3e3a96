package godwit.cli.page;

import java.util.List;

/**
 * A table. The first column names its rows: two reports are compared row by row of that name.
 *
 * @param columns at least one
 * @param rows as many cells as there are columns; each a text, or a number of the column's unit
 */
public record Table(List<Column> columns, List<List<Object>> rows) {
  /**
   * A column.
   *
   * @param label its head
   * @param unit what its numbers are
   */
  public record Column(String label, Unit unit) {}

  /** Copies the lists; rejects rows that do not fit and cells that are neither text nor number. */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of %d cells under %d columns".formatted(row.size(), columns.size()));
      }
      for (Object cell : row) {
        if (!(cell instanceof String || cell instanceof Number)) {
          throw new IllegalArgumentException("a cell is neither text nor number: " + cell);
        }
      }
    }
  }

  /** A column of texts. */
  public static Column text(String label) {
    return new Column(label, Unit.TEXT);
  }

  /** A column of numbers of things. */
  public static Column count(String label) {
    return new Column(label, Unit.COUNT);
  }

  /** A column of bytes. */
  public static Column bytes(String label) {
    return new Column(label, Unit.BYTES);
  }

  /** A column of seconds. */
  public static Column seconds(String label) {
    return new Column(label, Unit.SECONDS);
  }
}
