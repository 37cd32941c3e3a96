package godwit.testdata.user;

import godwit.testdata.ClientIds;
import godwit.testdata.Draws;
import godwit.testdata.Moments;
import godwit.testdata.Topic;
import godwit.testdata.Workload;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Decides what an assignment holds: how many rows, in which collections, from which browsers. */
final class HoldingPlans {
  /** With a median of 300 rows, the largest of a hundred users has 15,000. */
  private static final double SPREAD = 1.68;

  private static final double BIGGEST = 100;
  private static final int LEFTOVER_SHARE = 4;

  private final Workload workload;

  HoldingPlans(Workload workload) {
    this.workload = workload;
  }

  Holding current(long n, Assignment assignment, long lastSync) {
    Draws draws = Topic.SIZES.draws(workload, assignment.uid());
    List<Device> devices = devices(draws, assignment.createdAt(), lastSync);
    var collections = new CollectionPlans(assignment, lastSync, draws);
    collections.addFixed(devices);
    if (n < workload.hoarderRows().size()) {
      collections.addHoard(workload.hoarderRows().get((int) n) - collections.rows());
    } else if (draws.chance(workload.shares().hoarder())) {
      int rows = draws.below(5_700) * workload.medianRows() + 300 * workload.medianRows();
      collections.addHoard(Math.min(rows, 2_000_000));
    } else if (!draws.chance(workload.shares().bare())) {
      collections.addOrdinary(rows(draws) - collections.rows());
    }
    return new Holding(assignment, devices, collections.plans());
  }

  /** What lies on the old shard: the same kinds of rows, fewer, none newer than the replacement. */
  Holding leftover(Assignment assignment) {
    Draws draws = Topic.SIZES.draws(workload, assignment.uid());
    Long replacedAt = assignment.replacedAt();
    long end = replacedAt == null ? assignment.createdAt() : replacedAt;
    long lastSync = Moments.cut(end - draws.between(10, Moments.DAY));
    List<Device> devices = devices(draws, assignment.createdAt(), lastSync);
    var collections = new CollectionPlans(assignment, lastSync, draws);
    collections.addFixed(devices);
    collections.addOrdinary(rows(draws) / LEFTOVER_SHARE - collections.rows());
    return new Holding(assignment, devices, collections.plans());
  }

  private int rows(Draws draws) {
    double factor = Math.min(StrictMath.exp(SPREAD * draws.gaussian()), BIGGEST);
    return (int) (workload.medianRows() * factor);
  }

  private static List<Device> devices(Draws draws, long createdAt, long lastSync) {
    List<Device> devices = new ArrayList<>();
    int count = draws.chance(0.03) ? 0 : 1 + draws.below(4);
    for (int i = 0; i < count; i++) {
      long idle = (long) draws.exponential(40.0 * Moments.DAY);
      long seen = i == 0 ? lastSync : Math.max(createdAt, lastSync - idle);
      boolean mobile = draws.chance(0.4);
      String id = mobile ? HexFormat.of().formatHex(draws.bytes(16)) : ClientIds.guid(draws);
      devices.add(new Device(id, Moments.cut(seen)));
    }
    return devices;
  }
}
