package godwit.cli.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two reports of one command, figure by figure and row by row. */
public final class PageDiff {
  private static final String MISSING = "–";

  private final ReportPage before;
  private final ReportPage after;
  private int differences;

  private PageDiff(ReportPage before, ReportPage after) {
    this.before = before;
    this.after = after;
  }

  /**
   * What changed, as a page of the same kind.
   *
   * @throws IllegalArgumentException if the reports are about different things
   */
  public static ReportPage of(ReportPage before, ReportPage after) {
    if (!before.command().equals(after.command())) {
      throw new IllegalArgumentException(
          "one report is of '%s', the other of '%s'; compare two of the same command"
              .formatted(before.command(), after.command()));
    }
    return new PageDiff(before, after).page();
  }

  private ReportPage page() {
    var builder = new PageBuilder(after.command(), after.title() + ": what changed");
    builder.section(figures());
    Map<String, Section> known = new LinkedHashMap<>();
    before.sections().forEach(section -> known.put(section.key(), section));
    for (Section section : after.sections()) {
      Section old = known.remove(section.key());
      if (!isTimeline(section)) {
        builder.section(section(old, section));
      }
    }
    known.values().stream()
        .filter(section -> !isTimeline(section))
        .forEach(section -> builder.section(section(section, null)));
    builder.figure(Figure.count("differences", "figures that differ", differences));
    return builder.build(
        "Before: %s. After: %s.".formatted(before.made(), after.made()),
        Tone.PLAIN,
        switch (differences) {
          case 0 -> "The two reports say the same.";
          case 1 -> "One figure differs.";
          default -> "%,d figures differ.".formatted(differences);
        });
  }

  private Section figures() {
    Map<String, Figure> known = new LinkedHashMap<>();
    before.figures().forEach(figure -> known.put(figure.key(), figure));
    List<List<Object>> rows = new ArrayList<>();
    for (Figure figure : after.figures()) {
      Figure old = known.remove(figure.key());
      rows.add(
          row(figure.label(), figure.unit(), old == null ? null : old.value(), figure.value()));
    }
    known.values().forEach(old -> rows.add(row(old.label(), old.unit(), old.value(), null)));
    return new Section("figures", "Figures", "", null, table("figure", rows));
  }

  /** Only rows that differ: what stayed as it was is in both reports already. */
  private Section section(@Nullable Section old, @Nullable Section now) {
    Section any = now == null ? java.util.Objects.requireNonNull(old) : now;
    boolean tables = hasTable(old) || hasTable(now);
    Map<String, Value> left = values(old, tables);
    Map<String, Value> right = values(now, tables);
    List<List<Object>> rows = new ArrayList<>();
    var names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    for (String name : names) {
      Value a = left.get(name);
      Value b = right.get(name);
      if (a == null || !a.equals(b)) {
        Unit unit = a == null ? java.util.Objects.requireNonNull(b).unit() : a.unit();
        rows.add(row(name, unit, a == null ? null : a.cell(), b == null ? null : b.cell()));
      }
    }
    return new Section(any.key(), any.title(), "", null, table("what", rows));
  }

  private record Value(Unit unit, Object cell) {
    static Value of(Unit unit, Object cell) {
      // JSON has one kind of number, and a report read back may hold another one than it was.
      return new Value(unit, cell instanceof Number number ? number.doubleValue() : cell);
    }
  }

  private static boolean hasTable(@Nullable Section section) {
    return section != null && section.table() != null;
  }

  /** What says nothing: no two runs take the same time. */
  private static boolean isTimeline(Section section) {
    return section.chart() != null && section.chart().kind() == Chart.Kind.TIMELINE;
  }

  /** What a section says: the cells of its table, or the points of a picture without one. */
  private static Map<String, Value> values(@Nullable Section section, boolean tables) {
    Map<String, Value> values = new LinkedHashMap<>();
    Table table = section == null ? null : section.table();
    Chart chart = section == null ? null : section.chart();
    if (table != null) {
      cells(table, values);
    } else if (chart != null && !tables) {
      points(chart, values);
    }
    return values;
  }

  private static void cells(Table table, Map<String, Value> values) {
    for (List<Object> row : table.rows()) {
      for (int i = 1; i < row.size(); i++) {
        Table.Column column = table.columns().get(i);
        values.put(row.get(0) + ": " + column.label(), Value.of(column.unit(), row.get(i)));
      }
      if (row.size() == 1) {
        values.put(String.valueOf(row.get(0)), Value.of(Unit.TEXT, "listed"));
      }
    }
  }

  private static void points(Chart chart, Map<String, Value> values) {
    chart.points().forEach(p -> values.put(p.label(), Value.of(chart.unit(), p.value())));
  }

  private static Table table(String what, List<List<Object>> rows) {
    return new Table(
        List.of(Table.text(what), number("before"), number("after"), number("change")), rows);
  }

  /** Cells are texts by now, but stand where numbers do. */
  private static Table.Column number(String label) {
    return new Table.Column(label, Unit.COUNT);
  }

  private List<Object> row(String name, Unit unit, @Nullable Object a, @Nullable Object b) {
    String change = MISSING;
    if (a instanceof Number old && b instanceof Number now) {
      change = unit.showChange(now.doubleValue() - old.doubleValue());
    }
    boolean differs = a == null || !a.equals(b);
    differences += differs && unit != Unit.SECONDS ? 1 : 0;
    return List.of(
        name, a == null ? MISSING : unit.show(a), b == null ? MISSING : unit.show(b), change);
  }
}
