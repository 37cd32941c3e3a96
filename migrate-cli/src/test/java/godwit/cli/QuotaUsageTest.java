package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong command lines of audit and quota end before any configuration is read. */
class QuotaUsageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quota enforce --trim bookmarks   | --trim: collection 'bookmarks' is never trimmed",
        "quota enforce --trim forms       | --trim: collection 'forms' is never trimmed",
        "quota enforce --steps bookmarks  | --steps: 'bookmarks' is no step",
        "quota enforce --steps trims,expired | --steps: trims delete live records and come last",
        "quota enforce --manifest x       | --manifest names what was deleted",
        "quota enforce --max-running -1   | --max-running: -1 is below 0",
        "quota enforce --quota much       | --quota: 'much' is not a size",
        "quota enforce --min-age 10d      | 180",
        "quota report --what-if 0         | --what-if: '0' is not a size",
        "quota report --execute           | --execute",
        "quota recount --report out.pdf   | --report: 'out.pdf' does not end with .html",
        "quota                            | Say report, recount or enforce",
        "audit --hoarder-rows 0           | hoarder rows: 0 is below 1",
        "audit --testdata --target        | --testdata makes shards of its own",
        "audit --execute                  | --execute"
      })
  void wrongCommandLine_isAUsageErrorThatQuotesTheValue(String line, String words) {
    CliRun run = CliRun.in(folder, line.split(" "));

    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(words);
  }
}
