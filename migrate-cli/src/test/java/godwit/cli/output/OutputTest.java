package godwit.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.run.RunControl.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 KB",
    "99949, 99.9 KB",
    "99999, 100 KB",
    "999499, 999 KB",
    "999500, 1.0 MB",
    "1500000, 1.5 MB",
    "2097152000, 2.1 GB"
  })
  void bytes_haveThreeDigits(long bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "9.94, 9.9 s",
    "9.96, 10 s",
    "59.4, 59 s",
    "59.6, 1 min 0 s",
    "3599, 59 min 59 s",
    "3600, 1 h 0 min",
    "90061, 25 h 1 min"
  })
  void seconds_haveTwoUnits(double seconds, String text) {
    assertThat(Amounts.seconds(seconds)).isEqualTo(text);
  }

  @Test
  void percent_reachesHundredOnlyAtTheEnd() {
    assertThat(Amounts.percent(9_999, 10_000)).isEqualTo("99%");
    assertThat(Amounts.percent(10_000, 10_000)).isEqualTo("100%");
    assertThat(Amounts.percent(0, 0)).isEqualTo("0%");
  }

  @Test
  void table_alignsFiguresToTheRight() {
    String table = new TextTable("name", "rows").row("a", 1_234).row("bcdefg", 5).print(" ");

    assertThat(table)
        .isEqualTo(
            """
             name     rows
             ------  -----
             a       1,234
             bcdefg      5
            """);
  }

  @Test
  void suggestion_isNearOrNone() {
    List<String> known = List.of("--execute", "--users", "--percent");

    assertThat(Suggestion.nearest("--exceute", known)).contains("--execute");
    assertThat(Suggestion.nearest("--zzzzzz", known)).isEmpty();
    assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestion.distance("abcd", "abdc")).isEqualTo(1);
  }

  @Test
  void progress_tellsShareRateAndTimeLeft() {
    Pace pace =
        new Pace(
            new Progress(0, 1_000, 0),
            new Progress(30, 3_000, 4_000_000),
            new Progress(100, 10_000, 20_000_000),
            2_000_000_000L);

    assertThat(pace.line("copying", ""))
        .isEqualTo("copying  30/100 users  30%  1,000 rows/s  2.0 MB/s  ETA 7.0 s");
    assertThat(pace.line("copying", "UNAVAILABLE, 3rd attempt"))
        .endsWith("(waits: UNAVAILABLE, 3rd attempt)");
  }

  @Test
  void progress_countsUsersWhereRowsAreUnknown() {
    Pace pace =
        new Pace(Progress.NONE, new Progress(25, 0, 0), new Progress(100, 0, 0), 5_000_000_000L);

    assertThat(pace.line("verifying", "")).isEqualTo("verifying  25/100 users  25%  ETA 15 s");
  }

  @Test
  void progress_saysNothingThatIsNotKnown() {
    Pace pace = new Pace(Progress.NONE, Progress.NONE, Progress.NONE, 0);

    assertThat(pace.line("planning", "")).isEqualTo("planning");
    assertThat(pace.secondsLeft()).isEmpty();
  }
}
