package godwit.sync.mysql;

import godwit.model.SyncTimestamp;
import godwit.model.Usage;

/**
 * The row of a collection after a change: its time, and what it stores, expired records included.
 */
final class Counters {
  private final Transaction transaction;
  private final Place place;

  Counters(Transaction transaction, Place place) {
    this.transaction = transaction;
    this.place = place;
  }

  /** Gives a collection that this session owns the session's time; call it after the change. */
  void touch(UserCollection before, SyncTimestamp now, Growth growth) {
    if (!place.schema().features().counters()) {
      update("{lastModified} = ?", now.millis());
      return;
    }
    Usage usage = usage(before, growth);
    update(
        "{lastModified} = ?, count = ?, total_bytes = ?",
        now.millis(),
        usage.rows(),
        usage.bytes());
  }

  /**
   * Zero may be true, or what syncstorage-rs leaves behind without quotas; a recount costs little
   * if it is true, and puts the other right.
   */
  private Usage usage(UserCollection before, Growth growth) {
    Long rows = before.count();
    Long bytes = before.bytes();
    if (rows == null || bytes == null || rows == 0) {
      return recount();
    }
    long newRows = rows + growth.rows();
    long newBytes = bytes + growth.bytes();
    return newRows < 0 || newBytes < 0 ? recount() : new Usage(newRows, newBytes);
  }

  private Usage recount() {
    return transaction
        .first(
            place.sql(
                """
                SELECT COUNT(*), COALESCE(SUM({bytes}), 0) FROM {bso}
                 WHERE {uid} = ? AND {collection} = ?
                """),
            row -> new Usage(row.getLong(1), row.getLong(2)),
            place.uid(),
            place.collection())
        .orElse(Usage.NONE);
  }

  private void update(String columns, Object... values) {
    Object[] parameters = new Object[values.length + 2];
    System.arraycopy(values, 0, parameters, 0, values.length);
    parameters[values.length] = place.uid();
    parameters[values.length + 1] = place.collection();
    transaction.update(
        place.sql(
            "UPDATE user_collections SET " + columns + " WHERE {uid} = ? AND {collection} = ?"),
        parameters);
  }
}
