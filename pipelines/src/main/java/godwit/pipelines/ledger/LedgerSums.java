package godwit.pipelines.ledger;

import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import godwit.storage.spanner.SpannerDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums over the ledger, made by the database: what a run did is counted from what is committed, not
 * from counters that a runner keeps on the way.
 */
public final class LedgerSums {
  private static final String COUNTS =
      "COUNT(*), SUM(IFNULL(rows_read, 0)), SUM(IFNULL(rows_written, 0)),"
          + " SUM(IFNULL(bytes_written, 0)), SUM(IFNULL(rows_expired, 0)),"
          + " SUM(IFNULL(rows_tombstone, 0)), SUM(IFNULL(rows_unchanged, 0)),"
          + " SUM(IFNULL(rows_dead, 0))";

  private final SpannerDatabase database;

  /** The sums of that ledger. */
  public LedgerSums(Ledger ledger) {
    this.database = ledger.database();
  }

  /**
   * Users in one state, and what became of their rows.
   *
   * @param users how many
   * @param counts their rows
   */
  public record StateSum(long users, RowCounts counts) {
    /** No users. */
    public static final StateSum NONE = new StateSum(0, RowCounts.NONE);

    /** Both together. */
    public StateSum plus(StateSum other) {
      return new StateSum(users + other.users, counts.plus(other.counts));
    }
  }

  /** The users that a run was the last to plan, by state. */
  public Map<UserState, StateSum> ofRun(String runId) {
    return states(
        Statement.newBuilder(
                "SELECT state, " + COUNTS + " FROM godwit_users WHERE run_id = @run GROUP BY state")
            .bind("run")
            .to(runId)
            .build());
  }

  /** All users, by state. */
  public Map<UserState, StateSum> ofAll() {
    return states(Statement.of("SELECT state, " + COUNTS + " FROM godwit_users GROUP BY state"));
  }

  /** All users of each shard, by shard and state. */
  public Map<String, Map<UserState, Long>> byShard() {
    return database.scan(
        context -> {
          var found = new TreeMap<String, Map<UserState, Long>>();
          try (ResultSet rows =
              context.executeQuery(
                  Statement.of(
                      "SELECT shard, state, COUNT(*) FROM godwit_users GROUP BY shard, state"))) {
            while (rows.next()) {
              found
                  .computeIfAbsent(rows.getString(0), key -> new TreeMap<>())
                  .put(UserState.valueOf(rows.getString(1)), rows.getLong(2));
            }
          }
          return found;
        });
  }

  /** How many users the ledger knows. */
  public long users() {
    return ofAll().values().stream().mapToLong(StateSum::users).sum();
  }

  /**
   * Rows in the dead letters that a run was the last to write, by cause; of users it has copied,
   * since those of the others are not counted among the rows read either.
   */
  public Map<String, Long> deadRows(String runId) {
    return byCause(
        Statement.newBuilder(
                "SELECT l.cause, SUM(l.row_count) FROM godwit_dead_letters l JOIN godwit_users u"
                    + " ON u.fxa_uid = l.fxa_uid AND u.fxa_kid = l.fxa_kid"
                    + " WHERE l.run_id = @run AND u.run_id = @run"
                    + " AND u.state IN ('COPIED', 'VERIFIED') GROUP BY l.cause")
            .bind("run")
            .to(runId)
            .build());
  }

  /** Number of dead letters, by cause. */
  public Map<String, Long> deadLetters() {
    return byCause(Statement.of("SELECT cause, COUNT(*) FROM godwit_dead_letters GROUP BY cause"));
  }

  /** Number of dead letters that a run was the last to write, by cause. */
  public Map<String, Long> deadLetters(String runId) {
    return byCause(
        Statement.newBuilder(
                "SELECT cause, COUNT(*) FROM godwit_dead_letters WHERE run_id = @run"
                    + " GROUP BY cause")
            .bind("run")
            .to(runId)
            .build());
  }

  private Map<String, Long> byCause(Statement statement) {
    return database.scan(
        context -> {
          var found = new TreeMap<String, Long>();
          try (ResultSet rows = context.executeQuery(statement)) {
            while (rows.next()) {
              found.put(rows.getString(0), rows.getLong(1));
            }
          }
          return found;
        });
  }

  private Map<UserState, StateSum> states(Statement statement) {
    return database.scan(
        context -> {
          var found = new LinkedHashMap<UserState, StateSum>();
          try (ResultSet rows = context.executeQuery(statement)) {
            while (rows.next()) {
              found.put(UserState.valueOf(rows.getString(0)), sum(rows));
            }
          }
          return found;
        });
  }

  private static StateSum sum(ResultSet row) {
    return new StateSum(
        row.getLong(1),
        new RowCounts(
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8)));
  }
}
