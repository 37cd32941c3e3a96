package godwit.cli.page;

import godwit.cli.page.Chart.Kind;
import godwit.cli.page.Chart.Point;
import java.util.List;

/** A page with every kind of part. */
final class SamplePage {
  private SamplePage() {}

  static ReportPage of(String text, long number) {
    var points = List.of(Point.of(text, number), new Point("b", 5, 1, Tone.WARN));
    var table =
        new Table(
            List.of(Table.text("name"), Table.count("records"), Table.bytes("bytes")),
            List.of(List.of(text, number, 2_000), List.of("b", 5, 7.5)));
    var builder = new PageBuilder("audit", "Title " + text);
    builder.figure(Figure.count("records", "records " + text, number));
    builder.figure(Figure.seconds("seconds", "time", 1.5));
    for (Kind kind : Kind.values()) {
      Chart chart = new Chart(kind, Unit.COUNT, points);
      builder.section(new Section(kind.name(), kind + text, "note " + text, chart, table));
    }
    builder.section(
        new Section(
            "alone", "A picture alone", "", new Chart(Kind.BARS, Unit.COUNT, points), null));
    return builder.build("made " + text, Tone.GOOD, "verdict " + text);
  }
}
