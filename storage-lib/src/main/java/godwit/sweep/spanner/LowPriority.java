package godwit.sweep.spanner;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Options;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Struct;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What yields to the serving path. Each read must say so itself, also within a transaction: the
 * priority of that is the one of its commit alone.
 */
final class LowPriority {
  /** For reads, queries and transactions. */
  static final Options.ReadQueryUpdateTransactionOption OPTION =
      Options.priority(Options.RpcPriority.LOW);

  private LowPriority() {}

  static ResultSet read(ReadContext context, String table, KeySet keys, List<String> columns) {
    return context.read(table, keys, columns, OPTION);
  }

  /** One row, or null if it is not there. */
  static @Nullable Struct row(ReadContext context, String table, Key key, List<String> columns) {
    try (ResultSet rows = read(context, table, KeySet.singleKey(key), columns)) {
      return rows.next() ? rows.getCurrentRowAsStruct() : null;
    }
  }
}
