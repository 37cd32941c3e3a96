package godwit.pipelines.ledger;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Struct;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a {@link RunEntry} lies in the table {@code godwit_runs}. */
final class RunRows {
  static final String TABLE = "godwit_runs";
  static final List<String> COLUMNS =
      List.of("run_id", "command", "state", "started_at", "finished_at", "plan", "result");

  private RunRows() {}

  static Mutation started(String runId, String command) {
    return Mutation.newInsertOrUpdateBuilder(TABLE)
        .set("run_id")
        .to(runId)
        .set("command")
        .to(command)
        .set("state")
        .to("RUNNING")
        .set("started_at")
        .to(Timestamp.now())
        .build();
  }

  static Mutation planned(String runId, String planJson) {
    return Mutation.newUpdateBuilder(TABLE)
        .set("run_id")
        .to(runId)
        .set("plan")
        .to(planJson)
        .build();
  }

  static Mutation finished(String runId, String state, @Nullable String resultJson) {
    return Mutation.newUpdateBuilder(TABLE)
        .set("run_id")
        .to(runId)
        .set("state")
        .to(state)
        .set("result")
        .to(resultJson)
        .set("finished_at")
        .to(Timestamp.now())
        .build();
  }

  static RunEntry entry(Struct row) {
    return new RunEntry(
        row.getString("run_id"),
        row.getString("command"),
        row.getString("state"),
        time(row, "started_at"),
        row.isNull("finished_at") ? null : time(row, "finished_at"),
        row.isNull("plan") ? null : row.getString("plan"),
        row.isNull("result") ? null : row.getString("result"));
  }

  private static Instant time(Struct row, String column) {
    var time = row.getTimestamp(column);
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
