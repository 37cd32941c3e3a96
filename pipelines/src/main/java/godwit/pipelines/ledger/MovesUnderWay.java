package godwit.pipelines.ledger;

import com.google.cloud.spanner.Options;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import godwit.storage.spanner.SpannerDatabase;
import java.util.Arrays;

/** Whether there are users with a copy in the target whose clients still use the source. */
public final class MovesUnderWay {
  private static final String ANY =
      "SELECT 1 FROM godwit_users WHERE state IN UNNEST(@states)%s LIMIT 1";

  private final SpannerDatabase database;

  /** Asks that ledger. */
  public MovesUnderWay(Ledger ledger) {
    this.database = ledger.database();
  }

  /** Of any shard; false if there is no ledger in the database. */
  public boolean any() {
    return find(Statement.newBuilder(ANY.formatted("")));
  }

  /** Of one shard; false if there is no ledger in the database. */
  public boolean anyOf(String shard) {
    return find(Statement.newBuilder(ANY.formatted(" AND shard = @shard")).bind("shard").to(shard));
  }

  private boolean find(Statement.Builder sql) {
    Statement statement =
        sql.bind("states")
            .toStringArray(
                Arrays.stream(UserState.values())
                    .filter(state -> state.isCopied() || state == UserState.FROZEN)
                    .map(Enum::name)
                    .toList())
            .build();
    return exists(
            Statement.of(
                "SELECT 1 FROM information_schema.tables"
                    + " WHERE table_schema = '' AND table_name = 'godwit_users'"))
        && exists(statement);
  }

  private boolean exists(Statement statement) {
    return database.scan(
        context -> {
          try (ResultSet rows =
              context.executeQuery(statement, Options.priority(Options.RpcPriority.LOW))) {
            return rows.next();
          }
        });
  }
}
