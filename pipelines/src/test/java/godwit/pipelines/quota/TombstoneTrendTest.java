package godwit.pipelines.quota;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Usage;
import godwit.pipelines.quota.QuotaReport.Tombstones;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TombstoneTrendTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final TombstoneTrend trend = new TombstoneTrend();

  private void add(String store, String moment, long bytes) {
    trend.add(store, Instant.parse(moment).toEpochMilli() * 1_000, bytes, NOW);
  }

  @Test
  void tombstones_areCountedByStoreAndMonthInUtc() {
    add("b", "2026-10-31T23:59:59.999Z", 10);
    add("b", "2026-11-01T00:00:00Z", 20);
    add("a", "2026-10-01T00:00:00Z", 30);
    add("b", "2026-10-01T00:00:00Z", 40);

    assertThat(trend.sums())
        .containsExactly(
            new Tombstones("a", "2026-10", new Usage(1, 30)),
            new Tombstones("b", "2026-10", new Usage(2, 50)),
            new Tombstones("b", "2026-11", new Usage(1, 20)));
  }

  @Test
  void lastMonths_areApartAndAllBeforeAreOneSum() {
    add("a", "2024-12-01T00:00:00Z", 1);
    add("a", "2024-11-30T23:59:59Z", 2);
    trend.add("a", -1, 4, NOW);

    assertThat(trend.sums())
        .containsExactly(
            new Tombstones("a", Tombstones.EARLIER, new Usage(2, 6)),
            new Tombstones("a", "2024-12", new Usage(1, 1)));
  }

  @Test
  void timesToCome_countAsOfNow() {
    add("a", "2031-01-01T00:00:00Z", 1);

    assertThat(trend.sums()).containsExactly(new Tombstones("a", "2026-11", new Usage(1, 1)));
  }

  @Test
  void parts_addUp() {
    add("a", "2026-11-01T00:00:00Z", 1);
    var other = new TombstoneTrend();
    other.add("a", Instant.parse("2026-11-05T00:00:00Z").toEpochMilli() * 1_000, 2, NOW);

    trend.addAll(other);

    assertThat(trend.sums()).containsExactly(new Tombstones("a", "2026-11", new Usage(2, 3)));
  }
}
