package godwit.sync.spanner;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.StructReader;
import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.model.UserKey;
import godwit.storage.StorageException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads single records of one collection by their keys. */
final class BsoRows {
  static final List<String> COLUMNS =
      List.of("bso_id", "sortindex", "payload", "modified", "expiry");

  private final Supplier<ReadContext> reads;
  private final UserKey user;
  private final int collection;

  BsoRows(Supplier<ReadContext> reads, UserKey user, int collection) {
    this.reads = reads;
    this.user = user;
    this.collection = collection;
  }

  Optional<Bso> bso(String id, SyncTimestamp now) {
    return row(id, COLUMNS, now).map(BsoRows::bso);
  }

  Optional<SyncTimestamp> modified(String id, SyncTimestamp now) {
    return row(id, List.of("modified", "expiry"), now)
        .map(row -> Cells.modified(row.getTimestamp("modified")));
  }

  private Optional<Struct> row(String id, List<String> columns, SyncTimestamp now) {
    Struct row = reads.get().readRow(Cells.BSOS, Cells.key(user, collection, id), columns);
    return Optional.ofNullable(row)
        .filter(found -> !Cells.expiry(found.getTimestamp("expiry")).isPast(now.instant()));
  }

  /** Those of the ids that are there, expired ones too. Payloads pass by one after the other. */
  Map<String, StoredBso> stored(Collection<String> ids) {
    var found = new HashMap<String, StoredBso>();
    if (ids.isEmpty()) {
      return found;
    }
    KeySet.Builder keys = KeySet.newBuilder();
    ids.forEach(id -> keys.addKey(Cells.key(user, collection, id)));
    try (ResultSet rows = reads.get().read(Cells.BSOS, keys.build(), StoredBso.COLUMNS)) {
      while (rows.next()) {
        found.put(rows.getString("bso_id"), StoredBso.of(rows));
      }
    }
    return found;
  }

  /**
   * A record as its clients see it.
   *
   * @throws StorageException of kind UNSUITABLE if its payload is kept elsewhere: left out of an
   *     answer, it would look deleted to clients
   */
  static Bso bso(StructReader row) {
    String payload = Cells.text(row, "payload");
    if (payload == null) {
      throw new StorageException(
          StorageException.Kind.UNSUITABLE,
          "The payload of record '"
              + row.getString("bso_id")
              + "' is kept outside of the database, where this server cannot read; serve its user"
              + " with a server that can.");
    }
    return new Bso(
        row.getString("bso_id"),
        Cells.sortIndex(row),
        payload,
        Cells.modified(row.getTimestamp("modified")),
        Cells.expiry(row.getTimestamp("expiry")));
  }
}
