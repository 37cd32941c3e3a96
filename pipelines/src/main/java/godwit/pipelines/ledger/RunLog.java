package godwit.pipelines.ledger;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import godwit.storage.StorageException;
import godwit.storage.spanner.SpannerDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which runs there were, and how they ended. */
public final class RunLog {
  private final SpannerDatabase database;

  /** The runs of that ledger. */
  public RunLog(Ledger ledger) {
    this.database = ledger.database();
  }

  /** Notes that a run begins. */
  public void start(String runId, String command) {
    database.write(List.of(RunRows.started(runId, command)));
  }

  /** Keeps a run's plan, so that the report can grade it. */
  public void plan(String runId, String planJson) {
    database.write(List.of(RunRows.planned(runId, planJson)));
  }

  /** Notes how a run ended. */
  public void finish(String runId, String state, @Nullable String resultJson) {
    database.write(List.of(RunRows.finished(runId, state, resultJson)));
  }

  /** Notes that a run failed, unless the ledger is what failed: the failure itself is told. */
  public void tryFinish(String runId, RuntimeException failure) {
    try {
      database.writeOnce(List.of(RunRows.finished(runId, "FAILED", null)));
    } catch (StorageException e) {
      failure.addSuppressed(e);
    }
  }

  /** A run by its id. */
  public Optional<RunEntry> find(String runId) {
    return database.read(
        context ->
            Optional.<Struct>ofNullable(
                    context.readRow(RunRows.TABLE, Key.of(runId), RunRows.COLUMNS))
                .map(RunRows::entry));
  }

  /** When the first run began that is remembered, or nothing if there was none. */
  public Optional<Instant> firstStart() {
    return database.scan(
        context -> {
          try (ResultSet rows =
              context.executeQuery(Statement.of("SELECT MIN(started_at) FROM godwit_runs"))) {
            return rows.next() && !rows.isNull(0)
                ? Optional.of(rows.getTimestamp(0).toDate().toInstant())
                : Optional.empty();
          }
        });
  }

  /** The latest runs, the latest first. */
  public List<RunEntry> latest(int count) {
    List<RunEntry> runs =
        database.read(
            context -> {
              var found = new ArrayList<RunEntry>();
              try (ResultSet rows = context.read(RunRows.TABLE, KeySet.all(), RunRows.COLUMNS)) {
                while (rows.next()) {
                  found.add(RunRows.entry(rows.getCurrentRowAsStruct()));
                }
              }
              return found;
            });
    return runs.stream()
        .sorted(Comparator.comparing(RunEntry::startedAt).reversed())
        .limit(count)
        .toList();
  }
}
