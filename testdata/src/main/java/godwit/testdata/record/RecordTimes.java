package godwit.testdata.record;

import godwit.testdata.Draws;
import godwit.testdata.Moments;
import godwit.testdata.Workload;
import godwit.testdata.record.SyntheticRecord.Times;
import godwit.testdata.user.Assignment;
import godwit.testdata.user.CollectionPlan;
import godwit.testdata.user.Device;
import org.jspecify.annotations.Nullable;

/** Draws times within a user's life, so that a record is clearly expired or clearly not. */
final class RecordTimes {
  static final long CLIENTS_OLD_TTL = 1_814_400;
  static final long CLIENTS_TTL = 15_552_000;
  static final long SIXTY_DAYS = 5_184_000;
  static final long FORMS_TTL = 94_608_000;

  /** A Python server counts in whole seconds: stay away from the edge. */
  private static final long MARGIN = 3_600_000;

  /** Expired rows are found within this time of their end: older ones have been purged. */
  private static final long LINGER = 200 * Moments.DAY;

  /** Records that can expire are about half of all. */
  private static final double EXPIRABLE = 0.5;

  private final Workload workload;
  private final Assignment assignment;

  RecordTimes(Workload workload, Assignment assignment) {
    this.workload = workload;
    this.assignment = assignment;
  }

  Times draw(CollectionPlan plan, Draws draws) {
    Long ttl = ttl(plan.name().text(), draws);
    if (ttl == null) {
      return new Times(between(assignment.createdAt(), plan.lastModified(), draws), null);
    }
    if (ttl == FORMS_TTL && plan.lastModified() <= end(ttl) + MARGIN) {
      ttl = SIXTY_DAYS;
    }
    long end = end(ttl);
    boolean over = plan.lastModified() <= end + MARGIN;
    // A Python server keeps what asked for more than a year for ever: no dialect may expire it.
    boolean wanted = ttl != FORMS_TTL && draws.chance(workload.shares().expired() / EXPIRABLE);
    long latestOver = Math.min(plan.lastModified(), end - MARGIN);
    if (over || (wanted && assignment.createdAt() < latestOver)) {
      long earliest = Math.max(assignment.createdAt(), latestOver - LINGER);
      return new Times(between(earliest, latestOver, draws), ttl);
    }
    long earliest = Math.max(assignment.createdAt(), end + MARGIN / 2);
    return new Times(between(earliest, plan.lastModified(), draws), ttl);
  }

  /** What was written until then has outlived its ttl. */
  private long end(long ttl) {
    return workload.now().toEpochMilli() - ttl * 1_000;
  }

  /** A browser's record changes when the browser was last seen. */
  Times ofDevice(Device device) {
    boolean old = device.lastSeen() < Eras.RUST_BARE;
    return new Times(device.lastSeen(), old ? CLIENTS_OLD_TTL : CLIENTS_TTL);
  }

  boolean isExpired(Times times) {
    Long ttl = times.ttl();
    return ttl != null && times.modified() + ttl * 1_000 <= workload.now().toEpochMilli();
  }

  private static long between(long low, long high, Draws draws) {
    return Moments.cut(draws.between(Math.min(low, high), high));
  }

  /** What clients ask for; forms once lived as long as history. */
  private static @Nullable Long ttl(String collection, Draws draws) {
    return switch (collection) {
      case "history" -> SIXTY_DAYS;
      case "forms" -> draws.chance(0.1) ? SIXTY_DAYS : FORMS_TTL;
      default -> null;
    };
  }
}
