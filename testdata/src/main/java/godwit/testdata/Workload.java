package godwit.testdata;

import java.time.Instant;
import java.util.List;

/**
 * What to make. Equal workloads make equal users and records, byte for byte.
 *
 * @param seed any number
 * @param users how many people, 0 or more
 * @param shards how many shards they live on, 1 or more
 * @param medianRows rows of the median user, 1 or more; sizes are lognormal around it
 * @param hoarderRows rows of the first users, who are hoarders; the others are drawn
 * @param shares how often the unusual happens
 * @param now the moment at which the labels hold; fixed by default, since rows must not depend on
 *     the day they are made
 */
public record Workload(
    long seed,
    long users,
    int shards,
    int medianRows,
    List<Integer> hoarderRows,
    Shares shares,
    Instant now) {
  /** The moment at which labels hold unless another is given. */
  public static final Instant DEFAULT_NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** The most users that keep every legacy uid within a Python shard's INT. */
  public static final long MAX_USERS = 280_000_000L;

  /** Rejects sizes out of range, and hoarders that are no users. */
  public Workload {
    hoarderRows = List.copyOf(hoarderRows);
    if (users < 0 || users > MAX_USERS) {
      throw new IllegalArgumentException("users: " + users + "; give 0 to " + MAX_USERS);
    }
    if (shards < 1 || shards > 1_000) {
      throw new IllegalArgumentException("shards: " + shards + "; give 1 to 1000");
    }
    if (medianRows < 1 || medianRows > 10_000) {
      throw new IllegalArgumentException("median rows: " + medianRows + "; give 1 to 10000");
    }
    if (hoarderRows.size() > users || hoarderRows.stream().anyMatch(rows -> rows < 1_000)) {
      throw new IllegalArgumentException(
          "hoarders: "
              + hoarderRows
              + "; give at most one count for each of the "
              + users
              + " users, each 1000 or more");
    }
  }

  /** Realistic users on two shards. */
  public static Workload of(long seed, long users) {
    return new Workload(seed, users, 2, 300, List.of(), Shares.realistic(), DEFAULT_NOW);
  }

  /** A copy on another number of shards. */
  public Workload withShards(int count) {
    return new Workload(seed, users, count, medianRows, hoarderRows, shares, now);
  }

  /** A copy with larger or smaller users. */
  public Workload withMedianRows(int rows) {
    return new Workload(seed, users, shards, rows, hoarderRows, shares, now);
  }

  /** A copy whose first users have exactly these many rows, nearly all of them tombstones. */
  public Workload withHoarders(Integer... rows) {
    return new Workload(seed, users, shards, medianRows, List.of(rows), shares, now);
  }

  /** A copy with other shares of the unusual. */
  public Workload withShares(Shares other) {
    return new Workload(seed, users, shards, medianRows, hoarderRows, other, now);
  }

  /** A copy whose labels hold at another moment, cut to seconds. */
  public Workload withNow(Instant moment) {
    Instant cut = Instant.ofEpochSecond(moment.getEpochSecond());
    return new Workload(seed, users, shards, medianRows, hoarderRows, shares, cut);
  }

  /**
   * The first user of a part, when the users are cut into parts of nearly the same size; part
   * {@code parts} is the end.
   */
  public long partStart(int part, int parts) {
    if (parts < 1 || part < 0 || part > parts) {
      throw new IllegalArgumentException(
          "part " + part + " of " + parts + "; parts are numbered from 0");
    }
    return users * part / parts;
  }
}
