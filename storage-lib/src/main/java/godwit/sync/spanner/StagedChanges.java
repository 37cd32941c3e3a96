package godwit.sync.spanner;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.StructReader;
import godwit.model.UserKey;
import godwit.sync.BsoChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads staged changes by their keys. */
final class StagedChanges {
  private static final List<String> COLUMNS =
      List.of("batch_bso_id", "sortindex", "payload", "ttl");

  private final ReadContext read;
  private final UserKey user;

  StagedChanges(ReadContext read, UserKey user) {
    this.read = read;
    this.user = user;
  }

  /** What is staged for those of the ids that are staged. */
  Map<String, BsoChange> read(OpenBatch open, List<String> ids) {
    var found = new HashMap<String, BsoChange>();
    if (ids.isEmpty()) {
      return found;
    }
    KeySet.Builder keys = KeySet.newBuilder();
    ids.forEach(id -> keys.addKey(Cells.key(user, open.collection(), open.batch(), id)));
    try (ResultSet rows = read.read(Cells.BATCH_BSOS, keys.build(), COLUMNS)) {
      while (rows.next()) {
        found.put(rows.getString("batch_bso_id"), change(rows));
      }
    }
    return found;
  }

  /** A change that leaves the payload as it is. */
  static BsoChange withoutPayload(StructReader row) {
    return new BsoChange(
        row.getString("batch_bso_id"), Cells.sortIndex(row), null, Cells.number(row, "ttl"));
  }

  private static BsoChange change(StructReader row) {
    return new BsoChange(
        row.getString("batch_bso_id"),
        Cells.sortIndex(row),
        Cells.text(row, "payload"),
        Cells.number(row, "ttl"));
  }
}
