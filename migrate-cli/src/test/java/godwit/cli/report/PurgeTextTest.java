package godwit.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.cli.session.ExitCode;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.purge.PurgeCounts.Amount;
import godwit.pipelines.purge.PurgeReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PurgeTextTest {
  private static ExitCode exit(boolean executed, boolean interrupted, boolean limited) {
    return PurgeText.exit(
        new PurgeReport(
            "run",
            "shard a",
            executed,
            0,
            0,
            Map.of(),
            Map.of(),
            Map.of(),
            0,
            0,
            null,
            1,
            interrupted,
            limited,
            false));
  }

  @Test
  void rehearsal_speaksOfWhatIsToBeDone() {
    Map<PurgeReason, Amount> one = Map.of(PurgeReason.STALE_TOMBSTONE, new Amount(1, 2));
    var report =
        new PurgeReport(
            "run", "shard a", false, 1, 1, one, Map.of(), Map.of(), 0, 0, null, 1, false, false,
            false);

    assertThat(PurgeText.of(report)).contains("\nTo be deleted\n").doesNotContain("\nDeleted\n");
  }

  @Test
  void failure_tellsOfHowManyRecordsNothingIsKnown() {
    Map<PurgeReason, Amount> one = Map.of(PurgeReason.EXPIRED, new Amount(1, 2));
    var report =
        new PurgeReport(
            "run", "shard a", true, 4, 1, one, Map.of(), Map.of(), 0, 0, null, 1, true, false,
            true);

    assertThat(PurgeText.of(report))
        .contains("The run failed. Of 3 records it is not known what became of them")
        .doesNotContain("DO NOT ADD UP");
  }

  @Test
  void exit_ofARunThatEndedAtItsLimitTellsThatThereIsMore() {
    assertThat(exit(true, false, true)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(exit(true, true, false)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(exit(true, false, false)).isEqualTo(ExitCode.DONE);
    assertThat(exit(false, false, true)).isEqualTo(ExitCode.DONE);
  }
}
