package godwit.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageDiffTest {
  @TempDir Path folder;

  @Test
  void equalReports_haveNoDifferences() throws IOException {
    ReportPage page = SamplePage.of("x", 17);
    PageFiles.write(folder.resolve("a.html"), page);

    ReportPage diff = PageDiff.of(PageFiles.read(folder.resolve("a.json")), page);

    assertThat(diff.verdict()).isEqualTo("The two reports say the same.");
    assertThat(diff.sections()).extracting(Section::key).containsExactly("figures");
  }

  @Test
  void figures_areComparedByKey() {
    ReportPage diff = PageDiff.of(SamplePage.of("x", 17), SamplePage.of("x", 20));

    assertThat(rows(diff, "figures"))
        .containsExactly(
            List.of("records x", "17", "20", "+3"), List.of("time", "1.5 s", "1.5 s", "same"));
  }

  @Test
  void tables_areComparedByRowAndColumn() {
    ReportPage diff = PageDiff.of(SamplePage.of("x", 17), SamplePage.of("x", 20));

    assertThat(rows(diff, "BARS")).containsExactly(List.of("x: records", "17", "20", "+3"));
  }

  @Test
  void rowsOfOneSide_areShown() {
    ReportPage diff = PageDiff.of(SamplePage.of("x", 17), SamplePage.of("y", 17));

    assertThat(rows(diff, "BARS"))
        .contains(List.of("x: bytes", "2.0 KB", "–", "–"), List.of("y: bytes", "–", "2.0 KB", "–"));
  }

  @Test
  void picturesWithoutTable_areComparedPointByPoint() {
    ReportPage diff = PageDiff.of(distribution(7), distribution(9));

    assertThat(rows(diff, "sizes")).containsExactly(List.of("100", "7", "9", "+2"));
    assertThat(diff.verdict()).isNotEqualTo("The two reports say the same.");
  }

  private static ReportPage distribution(long users) {
    var points = List.of(Chart.Point.of("10", 3), Chart.Point.of("100", users));
    var chart = new Chart(Chart.Kind.COLUMNS, Unit.COUNT, points);
    return new PageBuilder("audit", "x")
        .section(new Section("sizes", "Users by size", "", chart, null))
        .build("", Tone.GOOD, "verdict");
  }

  @Test
  void reportsOfDifferentCommands_areRefused() {
    var other = new PageBuilder("purge", "x").build("", Tone.GOOD, "");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageDiff.of(SamplePage.of("x", 1), other))
        .withMessageContaining("'audit'")
        .withMessageContaining("'purge'");
  }

  private static List<List<Object>> rows(ReportPage page, String key) {
    return page.sections().stream()
        .filter(section -> section.key().equals(key))
        .map(Section::table)
        .findFirst()
        .orElseThrow()
        .rows();
  }
}
