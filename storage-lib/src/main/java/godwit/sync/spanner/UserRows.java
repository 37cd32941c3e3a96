package godwit.sync.spanner;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Options;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.StructReader;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.storage.spanner.SqlFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads one user's rows of {@code user_collections}, and sums over the records. */
final class UserRows {
  private static final List<String> COLUMNS =
      List.of("collection_id", "modified", "count", "total_bytes");
  private static final String USAGE = SqlFile.read(UserRows.class, "visible_usage.sql");
  private static final String RECOUNT = SqlFile.read(UserRows.class, "recount.sql");

  private final Supplier<ReadContext> reads;
  private final UserKey user;

  UserRows(Supplier<ReadContext> reads, UserKey user) {
    this.reads = reads;
    this.user = user;
  }

  Optional<UserCollection> collection(int id) {
    Struct row = reads.get().readRow(Cells.USER_COLLECTIONS, Cells.key(user, id), COLUMNS);
    return Optional.ofNullable(row).map(UserCollection::of);
  }

  /**
   * The same, kept from other writers until the transaction ends. A shared lock would let two of
   * them read it, and then abort one at its commit.
   */
  Optional<UserCollection> locked(int id) {
    try (ResultSet rows =
        reads
            .get()
            .read(
                Cells.USER_COLLECTIONS,
                KeySet.singleKey(Cells.key(user, id)),
                COLUMNS,
                Options.lockHint(Options.RpcLockHint.EXCLUSIVE))) {
      return rows.next() ? Optional.of(UserCollection.of(rows)) : Optional.empty();
    }
  }

  /** All rows by collection id, the marker row and pretouch rows included. */
  Map<Integer, UserCollection> collections() {
    var found = new TreeMap<Integer, UserCollection>();
    try (ResultSet rows =
        reads.get().read(Cells.USER_COLLECTIONS, KeySet.prefixRange(Cells.key(user)), COLUMNS)) {
      while (rows.next()) {
        found.put(id(rows), UserCollection.of(rows));
      }
    }
    return found;
  }

  /** Visible records by collection id. */
  Map<Integer, Usage> visibleUsage(SyncTimestamp now) {
    Statement statement = Cells.about(user, USAGE).bind("now").to(Cells.cell(now)).build();
    var found = new TreeMap<Integer, Usage>();
    try (ResultSet rows = reads.get().executeQuery(statement)) {
      while (rows.next()) {
        found.put(id(rows), usage(rows));
      }
    }
    return found;
  }

  /** What is stored in one collection, expired records included, whatever its counters say. */
  Usage recount(int id) {
    Statement statement = Cells.about(user, id, RECOUNT).build();
    try (ResultSet rows = reads.get().executeQuery(statement)) {
      return rows.next() ? usage(rows) : Usage.NONE;
    }
  }

  private static int id(StructReader row) {
    return Math.toIntExact(row.getLong("collection_id"));
  }

  private static Usage usage(StructReader row) {
    return new Usage(row.getLong("row_count"), row.getLong("byte_count"));
  }
}
