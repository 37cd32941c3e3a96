package godwit.sweep.mysql;

import godwit.storage.mysql.Dialect;
import godwit.storage.mysql.Placeholders;
import godwit.storage.mysql.Saturating;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Deletion;
import godwit.sweep.SweepRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Deletes rows of one collection of one user in a transaction that somebody else ends. */
final class GuardedDelete {
  private static final int MICROS = 1_000;

  private final Connection connection;
  private final SweepLayout layout;
  private final Dialect dialect;
  private final long uid;
  private final int collection;
  private final DeleteGuard guard;

  GuardedDelete(
      Connection connection, SweepLayout layout, long uid, int collection, DeleteGuard guard) {
    this.connection = connection;
    this.layout = layout;
    this.dialect = layout.dialect();
    this.uid = uid;
    this.collection = collection;
    this.guard = guard;
  }

  /** What is stored of a row at this moment, locked. */
  private record Now(long modifiedMicros, long expiryMicros, long bytes) {}

  Deletion run(List<SweepRow> rows) throws SQLException {
    lock(connection, dialect, uid, collection);
    Map<String, Deletion.Kept> kept = new HashMap<>();
    if (!devicesAreTheSame()) {
      rows.forEach(row -> kept.put(row.id(), Deletion.Kept.DEVICES_CHANGED));
      return new Deletion(Set.of(), kept);
    }
    Function<String, Boolean> held =
        new SweepBatches(connection, layout).held(uid, collection, guard.now() / MICROS);
    Map<String, Now> stored = stored(rows);
    List<String> going = new ArrayList<>();
    long bytes = 0;
    for (SweepRow row : rows) {
      Now now = stored.get(row.id());
      if (now == null) {
        kept.put(row.id(), Deletion.Kept.GONE);
      } else if (!isSame(row, now)) {
        kept.put(row.id(), Deletion.Kept.CHANGED);
      } else if (held.apply(row.id())) {
        kept.put(row.id(), Deletion.Kept.IN_BATCH);
      } else {
        going.add(row.id());
        bytes += now.bytes();
      }
    }
    if (!going.isEmpty()) {
      delete(going);
      lowerCounters(going.size(), bytes);
    }
    return new Deletion(new HashSet<>(going), kept);
  }

  /** Takes the lock that every writer of the collection takes first. */
  static void lock(Connection connection, Dialect dialect, long uid, int collection)
      throws SQLException {
    String sql =
        "SELECT {lastModified} FROM user_collections WHERE {uid} = ? AND {collection} = ?"
            + " FOR UPDATE";
    try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql, ""))) {
      statement.setLong(1, uid);
      statement.setInt(2, collection);
      statement.executeQuery().close();
    }
  }

  private boolean isSame(SweepRow row, Now now) {
    Long expiredBy = guard.expiredBy();
    return row.modifiedMicros() == now.modifiedMicros()
        && row.expiryMicros() == now.expiryMicros()
        && (expiredBy == null || now.expiryMicros() <= expiredBy);
  }

  /** A device seen since is no reason to keep: it has been past the deletion all the more. */
  private boolean devicesAreTheSame() throws SQLException {
    DeleteGuard.Devices devices = guard.devices();
    if (devices == null) {
      return true;
    }
    String sql =
        "SELECT MIN(modified) FROM {bso} FORCE INDEX (PRIMARY)"
            + " WHERE {uid} = ? AND {collection} = ? AND {expiry} > ?";
    try (PreparedStatement statement = prepare(sql)) {
      statement.setLong(1, uid);
      statement.setInt(2, devices.collection());
      statement.setLong(3, dialect.visibleAbove(Instant.ofEpochMilli(guard.now() / MICROS)));
      try (ResultSet rows = statement.executeQuery()) {
        Long oldest = rows.next() ? rows.getObject(1, Long.class) : null;
        Long judged = devices.oldestMicros();
        if (judged == null || oldest == null) {
          return Objects.equals(judged, oldest);
        }
        return Saturating.micros(oldest) >= judged;
      }
    }
  }

  private Map<String, Now> stored(List<SweepRow> rows) throws SQLException {
    String sql =
        "SELECT id, modified, {expiry}, COALESCE(LENGTH(payload), 0) FROM {bso}"
            + " FORCE INDEX (PRIMARY) WHERE {uid} = ? AND {collection} = ? AND id IN ("
            + Placeholders.of("{idParameter}", rows.size())
            + ") FOR UPDATE";
    Map<String, Now> stored = new HashMap<>();
    try (PreparedStatement statement = prepare(sql)) {
      bind(statement, rows.stream().map(SweepRow::id).toList());
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          stored.put(
              found.getString(1),
              new Now(
                  Saturating.micros(found.getLong(2)),
                  Saturating.micros(dialect.expiryMillis(found.getLong(3))),
                  found.getLong(4)));
        }
      }
    }
    return stored;
  }

  private void delete(List<String> ids) throws SQLException {
    String sql =
        "DELETE FROM {bso} WHERE {uid} = ? AND {collection} = ? AND id IN ("
            + Placeholders.of("{idParameter}", ids.size())
            + ")";
    try (PreparedStatement statement = prepare(sql)) {
      bind(statement, ids);
      int deleted = statement.executeUpdate();
      if (deleted != ids.size()) {
        throw new IllegalStateException(
            "deleted " + deleted + " rows instead of the " + ids.size() + " that were locked");
      }
    }
  }

  private void bind(PreparedStatement statement, List<String> ids) throws SQLException {
    statement.setLong(1, uid);
    statement.setInt(2, collection);
    for (int i = 0; i < ids.size(); i++) {
      statement.setString(i + 3, ids.get(i));
    }
  }

  /**
   * NULL stays NULL; a counter that was too low before ends at 0, for a recount to right. The
   * counters of a syncstorage-rs with a quota leave out what had expired at the collection's last
   * write: less those records they are too low, until the next write there or a recount. Which
   * counters are of that kind, the schema does not tell.
   */
  private void lowerCounters(long rows, long bytes) throws SQLException {
    if (!layout.hasCounters()) {
      return;
    }
    String sql =
        "UPDATE user_collections SET count = GREATEST(count - ?, 0),"
            + " total_bytes = GREATEST(total_bytes - ?, 0) WHERE {uid} = ? AND {collection} = ?";
    try (PreparedStatement statement = prepare(sql)) {
      statement.setLong(1, rows);
      statement.setLong(2, bytes);
      statement.setLong(3, uid);
      statement.setInt(4, collection);
      statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(dialect.sql(sql, dialect.bsoTable(uid)));
  }
}
