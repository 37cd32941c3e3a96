package godwit.testdata.record;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Usage;
import godwit.testdata.Workload;
import godwit.testdata.truth.Truth;
import godwit.testdata.user.CollectionPlan;
import godwit.testdata.user.Holding;
import godwit.testdata.user.SyntheticUser;
import godwit.testdata.user.SyntheticUsers;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SyntheticRecordsTest {
  @Test
  void records_matchTheirPlansAndLabels() {
    Workload few = Workload.of(5, 300).withMedianRows(100);

    for (SyntheticUser user : new SyntheticUsers(few).all().toList()) {
      user.holdings().forEach(holding -> checkRecords(few, holding));
    }
  }

  private static void checkRecords(Workload workload, Holding holding) {
    long now = workload.now().toEpochMilli();
    for (CollectionPlan plan : holding.collections()) {
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < plan.rows(); i++) {
        SyntheticRecord row = new SyntheticRecords(workload, holding).record(plan, i);
        assertThat(ids.add(row.id())).as("unique %s", row).isTrue();
        assertThat(row.times().modified()).isBetween(1L, plan.lastModified());
        assertThat(row.times().modified() % 10).isZero();
        Long ttl = row.times().ttl();
        boolean past = ttl != null && row.times().modified() + ttl * 1_000 <= now;
        assertThat(row.label().expired()).as("%s", row).isEqualTo(past);
        boolean tombstone = row.label().kind() == RecordKind.TOMBSTONE;
        assertThat(tombstone).isEqualTo(i >= plan.live());
      }
    }
  }

  @Test
  void expiredRecords_areAFewPercent() {
    Usage all = Usage.NONE;
    Usage expired = Usage.NONE;
    for (Truth truth : Truth.part(Workload.of(5, 300).withMedianRows(100), 0, 1).toList()) {
      all = all.plus(truth.all());
      expired = expired.plus(truth.expired());
    }

    assertThat((double) expired.rows() / all.rows()).isBetween(0.03, 0.12);
    assertThat(all.bytes() / all.rows()).isBetween(400L, 2_400L);
  }

  @Test
  void hoarder_streamsInBoundedMemory() {
    Workload workload = Workload.of(1, 1).withHoarders(2_000_000);
    Holding hoard = new SyntheticUsers(workload).user(0).current();
    long before = usedAfterCollection();
    long most = 0;
    long count = 0;
    for (SyntheticRecord row : new SyntheticRecords(workload, hoard)) {
      count++;
      if (count % 100_000 == 0) {
        assertThat(row.id()).isNotEmpty();
        most = Math.max(most, usedAfterCollection());
      }
      if (count == 300_000) {
        break;
      }
    }

    assertThat(count).isEqualTo(300_000);
    assertThat(most - before).as("bytes held while streaming").isLessThan(16L << 20);
  }

  @Test
  void stream_isLazy() {
    Workload workload = Workload.of(1, 1).withHoarders(2_000_000);
    Stream<SyntheticRecord> rows =
        new SyntheticRecords(workload, new SyntheticUsers(workload).user(0).current()).stream();

    assertThat(rows.limit(3).map(row -> row.collection().text())).contains("meta", "crypto");
  }

  private static long usedAfterCollection() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
