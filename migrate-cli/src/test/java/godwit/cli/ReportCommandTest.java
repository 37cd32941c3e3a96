package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.cli.page.Figure;
import godwit.cli.page.PageBuilder;
import godwit.cli.page.PageFiles;
import godwit.cli.page.Tone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
  @TempDir Path folder;

  @Test
  void report_isDrawnBesideItsFigures() throws IOException {
    write("a", "audit", 1);
    String before = Files.readString(folder.resolve("a.html"));
    Files.delete(folder.resolve("a.html"));

    CliRun run = CliRun.in(folder, "report", "a.json");

    assertThat(run.exit()).isZero();
    assertThat(folder.resolve("a.html")).hasContent(before);
  }

  @Test
  void diff_isDrawnBesideTheNewerOne() throws IOException {
    write("a", "audit", 1);
    write("b", "audit", 2);

    CliRun run = CliRun.in(folder, "report", "--diff", "a.json", "b.json");

    assertThat(run.exit()).isZero();
    assertThat(folder.resolve("b-diff.html")).content().contains("+1");
  }

  @Test
  void reportsOfDifferentCommands_areAUsageError() throws IOException {
    write("a", "audit", 1);
    write("b", "purge", 2);

    CliRun run = CliRun.in(folder, "report", "--diff", "a.json", "b.json");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("'audit'").contains("'purge'");
  }

  @Test
  void missingFile_isNamed() {
    CliRun run = CliRun.in(folder, "report", "none.json");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("'none.json'").contains("no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | it is empty",
        "null | it is not a report that Godwit wrote",
        "{\"id\": 1} | it is not a report that Godwit wrote",
        "no JSON | it is not a report that Godwit wrote"
      })
  void fileThatIsNoReport_isOneSentenceWithoutNamesOfClasses(String text, String told)
      throws IOException {
    Files.writeString(folder.resolve("x.jsonl"), text);

    CliRun run = CliRun.in(folder, "report", "x.jsonl");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("'x.jsonl'").contains(told).hasLineCount(1);
    assertThat(run.err()).doesNotContain("godwit.cli", "java.");
  }

  @Test
  void pageWithAnotherEnding_isRefusedBeforeAnythingIsOpened() {
    CliRun run = CliRun.in(folder, "migrate", "--report", "out.txt");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("'out.txt'").contains(".html");
  }

  private void write(String name, String command, long value) throws IOException {
    var page =
        new PageBuilder(command, "Sample")
            .figure(Figure.count("n", "things", value))
            .build("now", Tone.GOOD, "fine");
    PageFiles.write(folder.resolve(name + ".html"), page);
  }
}
