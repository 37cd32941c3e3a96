package godwit.cli.report;

import godwit.model.Usage;
import godwit.pipelines.quota.QuotaReport;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Tombstones of a quota report as people read them: how many are new, and where. */
final class TombstoneMonths {
  /** Months that are told one by one. */
  private static final int SHOWN = 12;

  private static final int RECENT = 3;

  private final QuotaReport report;
  private final YearMonth last;

  TombstoneMonths(QuotaReport report) {
    this.report = report;
    this.last = YearMonth.parse(report.month());
  }

  /**
   * A store's tombstones.
   *
   * @param all all of them
   * @param year those written in the last twelve months
   * @param recent those written in the last three
   */
  record Store(Usage all, Usage year, Usage recent) {}

  /** Of all stores together, the oldest first; months without any between others too. */
  Map<String, Usage> months() {
    Map<String, Usage> months = new LinkedHashMap<>();
    if (report.tombstones().isEmpty()) {
      return months;
    }
    months.put(QuotaReport.Tombstones.EARLIER, Usage.NONE);
    for (int back = SHOWN - 1; back >= 0; back--) {
      months.put(last.minusMonths(back).toString(), Usage.NONE);
    }
    for (QuotaReport.Tombstones one : report.tombstones()) {
      String month = isWithin(one, SHOWN) ? one.month() : QuotaReport.Tombstones.EARLIER;
      months.merge(month, one.usage(), Usage::plus);
    }
    return months;
  }

  /** By store. */
  Map<String, Store> stores() {
    Map<String, Store> stores = new TreeMap<>();
    for (QuotaReport.Tombstones one : report.tombstones()) {
      Store add =
          new Store(
              one.usage(),
              isWithin(one, SHOWN) ? one.usage() : Usage.NONE,
              isWithin(one, RECENT) ? one.usage() : Usage.NONE);
      stores.merge(one.store(), add, TombstoneMonths::plus);
    }
    return stores;
  }

  private static Store plus(Store a, Store b) {
    return new Store(a.all().plus(b.all()), a.year().plus(b.year()), a.recent().plus(b.recent()));
  }

  private boolean isWithin(QuotaReport.Tombstones one, int months) {
    return !one.month().equals(QuotaReport.Tombstones.EARLIER)
        && YearMonth.parse(one.month()).isAfter(last.minusMonths(months));
  }
}
