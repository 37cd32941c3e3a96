package godwit.testdata.user;

import godwit.testdata.Draws;
import godwit.testdata.Moments;
import godwit.testdata.Shares;
import godwit.testdata.Topic;
import godwit.testdata.Workload;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The people of a workload: user n is a function of the workload and n. */
public final class SyntheticUsers {
  private static final long FIRST_UID = 100_000_000L;

  /** Apart by more than a person has assignments, and spread over any number of tables. */
  private static final long UID_STEP = 7;

  private static final long MAX_AGE = 7 * 365 * Moments.DAY;
  private static final long MIN_AGE = 60 * Moments.DAY;

  private final Workload workload;

  /** The people of {@code workload}. */
  public SyntheticUsers(Workload workload) {
    this.workload = workload;
  }

  /** Everybody, in order. */
  public Stream<SyntheticUser> all() {
    return part(0, 1);
  }

  /** One of several parts that join to the same whole; parts are numbered from 0. */
  public Stream<SyntheticUser> part(int part, int parts) {
    return LongStream.range(workload.partStart(part, parts), workload.partStart(part + 1, parts))
        .mapToObj(this::user);
  }

  /**
   * One person.
   *
   * @param n from 0 up to but not including the workload's users
   */
  public SyntheticUser user(long n) {
    if (n < 0 || n >= workload.users()) {
      throw new IllegalArgumentException("no user " + n + "; there are " + workload.users());
    }
    Draws draws = Topic.USER.draws(workload, n);
    String fxaUid = hex(draws);
    Standing standing = standing(draws);
    List<Assignment> history = history(n, draws);
    Assignment last = history.get(history.size() - 1);
    long lastSync = lastSync(last.createdAt(), draws);
    if (standing == Standing.RETIRED) {
      last = last.retired(lastSync);
    }
    Long markerAt = draws.chance(0.02) ? Moments.cut(lastSync - Moments.DAY / 2) : null;
    HoldingPlans plans = new HoldingPlans(workload);
    return new SyntheticUser(
        n,
        fxaUid,
        standing,
        plans.current(n, last, lastSync),
        history.subList(0, history.size() - 1).stream().map(plans::leftover).toList(),
        markerAt);
  }

  private Standing standing(Draws draws) {
    double place = draws.unit();
    Shares shares = workload.shares();
    if (place < shares.retired()) {
      return Standing.RETIRED;
    }
    return place < shares.retired() + shares.dangling() ? Standing.DANGLING : Standing.ACTIVE;
  }

  /** Oldest first; all but the last are replaced by their successor. */
  private List<Assignment> history(long n, Draws draws) {
    int earlier = draws.chance(workload.shares().replaced()) ? 1 + draws.below(2) : 0;
    List<Assignment> rows = new ArrayList<>();
    rows.add(first(n, draws));
    for (int i = 1; i <= earlier; i++) {
      Assignment old = rows.get(i - 1);
      Assignment next = successor(old, draws);
      rows.set(i - 1, old.replaced(next.createdAt()));
      rows.add(next);
    }
    return rows;
  }

  private Assignment first(long n, Draws draws) {
    long now = workload.now().toEpochMilli();
    long createdAt = Moments.cut(draws.between(now - MAX_AGE, now - MIN_AGE));
    Long keysChangedAt = keysChangedAt(createdAt, draws);
    long generation = createdAt - draws.between(0, 60_000);
    return new Assignment(
        FIRST_UID + n * UID_STEP,
        draws.below(workload.shards()),
        generation,
        hex(draws),
        keysChangedAt,
        createdAt,
        null);
  }

  private static @Nullable Long keysChangedAt(long createdAt, Draws draws) {
    double place = draws.unit();
    if (place < 0.05) {
      return null;
    }
    return place < 0.08 ? 0L : createdAt - draws.between(60_000, 600_000);
  }

  /** Half are moved to another node with the same key; half reset their key and stay. */
  private Assignment successor(Assignment old, Draws draws) {
    long latest = workload.now().toEpochMilli() - MIN_AGE / 2;
    long moment = Moments.cut(draws.between(old.createdAt() + 3 * Moments.DAY, latest));
    if (draws.chance(0.5)) {
      int shard = (old.shard() + draws.below(workload.shards())) % workload.shards();
      return new Assignment(
          old.uid() + 1,
          shard,
          old.generation(),
          old.clientState(),
          old.keysChangedAt(),
          moment,
          null);
    }
    return new Assignment(
        old.uid() + 1, old.shard(), moment - 10, hex(draws), moment - 20, moment, null);
  }

  private long lastSync(long createdAt, Draws draws) {
    long idle = (long) Math.min(draws.exponential(4 * Moments.DAY), 20 * Moments.DAY);
    if (draws.chance(workload.shares().dormant())) {
      idle = draws.between(200 * Moments.DAY, 900 * Moments.DAY);
    }
    return Moments.cut(
        Math.max(createdAt + Moments.DAY, workload.now().toEpochMilli() - idle - 10));
  }

  private static String hex(Draws draws) {
    return HexFormat.of().formatHex(draws.bytes(16));
  }
}
