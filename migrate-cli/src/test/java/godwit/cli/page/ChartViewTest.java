package godwit.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.cli.page.Chart.Kind;
import godwit.cli.page.Chart.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChartViewTest {
  @Test
  void bars_areSharesOfTheLongest() {
    ChartView view = view(Kind.BARS, Point.of("a", 200), Point.of("b", 50));

    assertThat(view.shapes())
        .filteredOn(shape -> shape.css().equals("c0"))
        .extracting(ChartView.Shape::width)
        .containsExactly("100.000%", "25.000%");
  }

  @Test
  void columns_showEvenOneAmongMillions() {
    ChartView view = view(Kind.COLUMNS, Point.of("1", 5_000_000), Point.of("3", 1));

    assertThat(view.shapes().get(1).height()).isEqualTo(2);
  }

  @Test
  void shares_followEachOther() {
    ChartView view = view(Kind.SHARES, Point.of("a", 3), Point.of("b", 1));

    assertThat(view.shapes()).extracting(ChartView.Shape::x).containsExactly("0.000%", "75.000%");
  }

  @Test
  void timeline_putsSpansOfOneLabelOnOneLine() {
    ChartView view =
        view(
            Kind.TIMELINE,
            new Point("copying", 2, 0, Tone.PLAIN),
            new Point("waits", 3, 2, Tone.WARN),
            new Point("copying", 4, 3, Tone.PLAIN));

    assertThat(view.shapes())
        .filteredOn(shape -> shape.css().equals("c0"))
        .extracting(ChartView.Shape::y)
        .containsOnly(view.shapes().get(0).y())
        .hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void picturesOfNothing_areDrawn(Kind kind) {
    ChartView view = view(kind, Point.of("a", 0));

    assertThat(view.shapes()).noneMatch(shape -> shape.width().contains("NaN"));
  }

  private static ChartView view(Kind kind, Point... points) {
    return ChartView.of("label", new Chart(kind, Unit.COUNT, List.of(points)));
  }
}
