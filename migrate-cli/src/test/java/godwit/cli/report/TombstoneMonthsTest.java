package godwit.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Usage;
import godwit.pipelines.quota.QuotaReport;
import godwit.pipelines.quota.QuotaReport.Tombstones;
import godwit.pipelines.quota.QuotaTask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TombstoneMonthsTest {
  private static TombstoneMonths months(Tombstones... tombstones) {
    var counters = new QuotaReport.Counters(0, 0, 0, 0, 0, 0, 0, List.of(), List.of());
    return new TombstoneMonths(
        new QuotaReport(
            "run",
            QuotaTask.REPORT,
            false,
            1,
            0,
            Usage.NONE,
            List.of(),
            List.of(),
            List.of(),
            counters,
            List.of(),
            0,
            0,
            0,
            0,
            "2026-02",
            List.of(tombstones),
            Map.of(),
            List.of(),
            0,
            false));
  }

  private static Tombstones of(String store, String month, long rows) {
    return new Tombstones(store, month, new Usage(rows, 10 * rows));
  }

  @Test
  void months_areTwelveAndOneForAllBefore() {
    Map<String, Usage> months =
        months(
                of("a", Tombstones.EARLIER, 1),
                of("a", "2025-02", 2),
                of("a", "2025-03", 4),
                of("b", "2025-03", 8),
                of("b", "2026-02", 16))
            .months();

    assertThat(months).hasSize(13);
    assertThat(months.keySet()).startsWith("earlier", "2025-03").endsWith("2026-01", "2026-02");
    assertThat(months)
        .containsEntry("earlier", new Usage(3, 30))
        .containsEntry("2025-03", new Usage(12, 120))
        .containsEntry("2025-04", Usage.NONE)
        .containsEntry("2026-02", new Usage(16, 160));
  }

  @Test
  void stores_tellWhatIsNew() {
    assertThat(
            months(of("a", Tombstones.EARLIER, 1), of("a", "2025-11", 2), of("a", "2025-12", 4))
                .stores())
        .containsExactly(
            Map.entry(
                "a",
                new TombstoneMonths.Store(new Usage(7, 70), new Usage(6, 60), new Usage(4, 40))));
  }

  @Test
  void noTombstones_areNoMonths() {
    assertThat(months().months()).isEmpty();
  }
}
