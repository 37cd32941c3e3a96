package godwit.testdata.user;

import godwit.model.CollectionName;
import godwit.testdata.Draws;
import godwit.testdata.Moments;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a number of rows into collections, in the proportions that real users show. Tabs are left
 * out: Mozilla's shards kept them outside MySQL.
 */
final class CollectionPlans {
  private static final double EMPTY = 0.1;
  private static final int HOARD_LIVE = 400;
  private static final long HOUR = 3_600_000L;

  /** What a kind of collection gets of the live rows and of the tombstones, and its limit. */
  private record Slice(String name, double users, double live, int limit, double tombstones) {}

  private static final List<Slice> SLICES =
      List.of(
          new Slice("history", 0.95, 0.42, 5_000, 0.05),
          new Slice("passwords", 0.8, 0.12, 200, 0.20),
          new Slice("forms", 0.8, 0.12, 500, 0.20),
          new Slice("addons", 0.7, 0.03, 30, 0.05),
          new Slice("addresses", 0.2, 0.01, 5, 0.01),
          new Slice("creditcards", 0.15, 0.01, 5, 0.01));

  private final Assignment assignment;
  private final long lastSync;
  private final Draws draws;
  private final List<CollectionPlan> plans = new ArrayList<>();

  CollectionPlans(Assignment assignment, long lastSync, Draws draws) {
    this.assignment = assignment;
    this.lastSync = lastSync;
    this.draws = draws;
  }

  List<CollectionPlan> plans() {
    return plans;
  }

  int rows() {
    return plans.stream().mapToInt(CollectionPlan::rows).sum();
  }

  /** What every client writes before anything else. */
  void addFixed(List<Device> devices) {
    long created = assignment.createdAt();
    plans.add(new CollectionPlan(new CollectionName("meta"), 1, 0, created));
    plans.add(new CollectionPlan(new CollectionName("crypto"), 1, 0, created + 10));
    if (!devices.isEmpty()) {
      plans.add(new CollectionPlan(new CollectionName("clients"), devices.size(), 0, lastSync));
    }
  }

  /** A user whose {@code rows} are nearly all tombstones of bookmarks. */
  void addHoard(int rows) {
    int live = Math.min(HOARD_LIVE, rows / 10);
    int history = live / 2;
    int deletedPasswords = rows / 20;
    add("history", history, rows / 50);
    add("passwords", live / 4, deletedPasswords);
    int rest = rows - history - rows / 50 - live / 4 - deletedPasswords;
    add("bookmarks", live / 4, rest - live / 4);
  }

  /** Anybody else; a budget of 0 or less adds nothing but what may be empty. */
  void addOrdinary(int rows) {
    int tombstones = (int) (Math.max(rows, 0) * (0.05 + 0.25 * draws.unit()));
    int live = Math.max(rows, 0) - tombstones;
    int left = live;
    int tombstonesLeft = tombstones;
    if (live > 0 && draws.chance(0.8)) {
      add("prefs", 1, 0);
      left--;
    }
    for (Slice slice : SLICES) {
      boolean uses = draws.chance(slice.users);
      int some = uses ? Math.min((int) Math.round(live * slice.live), slice.limit) : 0;
      int dead = uses ? (int) (tombstones * slice.tombstones) : 0;
      some = Math.min(some, left);
      left -= some;
      tombstonesLeft -= dead;
      add(slice.name, some, dead);
    }
    left -= addCustom(left);
    add("bookmarks", left, tombstonesLeft);
  }

  private int addCustom(int rows) {
    int extension = draws.chance(0.3) ? Math.min(1 + draws.below(12), rows / 8) : 0;
    add(CustomNames.EXTENSION_STORAGE, extension, extension / 4);
    int other = draws.chance(0.25) ? Math.min(1 + draws.below(60), rows / 8) : 0;
    if (other > 0) {
      add(CustomNames.draw(draws), other, 0);
    }
    return extension + extension / 4 + other;
  }

  private void add(String name, int live, int tombstones) {
    boolean keptEmpty = draws.chance(EMPTY);
    if (live + tombstones > 0 || keptEmpty) {
      CollectionName spelled =
          name.equals(CustomNames.EXTENSION_STORAGE) || isStandard(name)
              ? new CollectionName(name)
              : CustomNames.spelled(name, assignment.shard());
      plans.add(new CollectionPlan(spelled, live, tombstones, lastModified(name)));
    }
  }

  private static boolean isStandard(String name) {
    return godwit.model.Collections.standardId(new CollectionName(name)).isPresent();
  }

  /** Busy collections change at each sync; the others may have been still for a long time. */
  private long lastModified(String name) {
    long latest = lastSync - draws.below(6 * HOUR);
    boolean busy = name.equals("history") || name.equals("forms");
    long earliest = assignment.createdAt() + 12 * HOUR;
    return Moments.cut(busy ? latest : draws.between(earliest, latest));
  }
}
