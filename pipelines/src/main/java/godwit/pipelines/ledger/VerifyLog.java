package godwit.pipelines.ledger;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeyRange;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Options;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import godwit.storage.spanner.SpannerDatabase;
import java.util.ArrayList;
import java.util.List;

/** What verifications found, written by workers and read by whoever started them. */
public final class VerifyLog {
  private final SpannerDatabase database;

  /** The findings in that ledger. */
  public VerifyLog(Ledger ledger) {
    this.database = ledger.database();
  }

  /** Writes differences; one at the same place is replaced. */
  public void putDifferences(String runId, List<Difference> differences) {
    if (!differences.isEmpty()) {
      database.write(differences.stream().map(found -> DifferenceRows.put(runId, found)).toList());
    }
  }

  /** Writes what was counted in one stretch of keys. */
  public void put(String runId, String bucket, VerifySum sum) {
    database.write(List.<Mutation>of(VerifyRows.put(runId, bucket, sum)));
  }

  /** The sum over all stretches. */
  public VerifySum sum(String runId) {
    return database.read(
        context -> {
          VerifySum sum = VerifySum.NONE;
          try (ResultSet rows =
              context.read(
                  VerifyRows.TABLE,
                  KeySet.range(KeyRange.prefix(Key.of(runId))),
                  VerifyRows.COLUMNS)) {
            while (rows.next()) {
              sum = sum.plus(VerifyRows.sum(rows.getCurrentRowAsStruct()));
            }
          }
          return sum;
        });
  }

  /**
   * How many differences there are.
   *
   * @param all all that were found
   * @param repaired those of them that were mended
   */
  public record DifferenceCount(long all, long repaired) {}

  /**
   * Counts the differences of a run from what was written of them: a worker that did its part twice
   * has written the same ones.
   */
  public DifferenceCount count(String runId) {
    Statement statement =
        Statement.newBuilder(
                "SELECT COUNT(*), COUNTIF(repaired) FROM godwit_differences WHERE run_id = @run")
            .bind("run")
            .to(runId)
            .build();
    return database.scan(
        context -> {
          try (ResultSet rows = context.executeQuery(statement)) {
            return rows.next()
                ? new DifferenceCount(rows.getLong(0), rows.getLong(1))
                : new DifferenceCount(0, 0);
          }
        });
  }

  /** The first differences in key order. */
  public List<Difference> differences(String runId, int most) {
    return database.read(
        context -> {
          var found = new ArrayList<Difference>();
          try (ResultSet rows =
              context.read(
                  DifferenceRows.TABLE,
                  KeySet.range(KeyRange.prefix(Key.of(runId))),
                  DifferenceRows.COLUMNS,
                  Options.limit(most))) {
            while (rows.next()) {
              found.add(DifferenceRows.difference(rows.getCurrentRowAsStruct()));
            }
          }
          return found;
        });
  }
}
