package godwit.sync.mysql;

import godwit.model.SyncTimestamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user's row for one collection, locked.
 *
 * @param exists whether the user had the collection, or the row was made by this session
 * @param modified what the session's time has to be later than
 * @param count stored records, or null if they were never counted
 * @param bytes of their payloads, or null if they were never counted
 */
record UserCollection(
    boolean exists, SyncTimestamp modified, @Nullable Long count, @Nullable Long bytes) {
  /** Nobody has it. */
  static final UserCollection NONE =
      new UserCollection(false, SyncTimestamp.ofMillis(0), null, null);

  private static final String HERE = " FROM user_collections WHERE {uid} = ? AND {collection} = ?";

  /** When it last changed; 0 if the user does not have it. */
  SyncTimestamp lastChange() {
    return exists ? modified : NONE.modified;
  }

  /** Keeps writers away until the session ends. */
  static UserCollection share(Transaction transaction, Place place) {
    Optional<UserCollection> locked =
        transaction.first(
            place.sql("SELECT {lastModified}" + HERE + " LOCK IN SHARE MODE"),
            row -> of(row.getLong(1), null, null),
            place.uid(),
            place.collection());
    // Made while this one looked in vain, it is in the snapshot that begins now, or not at all.
    return locked
        .or(
            () ->
                transaction.first(
                    place.sql("SELECT {lastModified}" + HERE),
                    row -> of(row.getLong(1), null, null),
                    place.uid(),
                    place.collection()))
        .orElse(NONE);
  }

  /**
   * Keeps everybody away until the session ends. A row that is missing is made, so that two first
   * writers come one after the other; {@link #removePlaceholder} takes it away again.
   */
  static UserCollection own(Transaction transaction, Place place) {
    Optional<UserCollection> locked = lock(transaction, place);
    if (locked.isPresent()) {
      return locked.get();
    }
    transaction.update(
        place.sql(
            """
            INSERT INTO user_collections ({uid}, {collection}, {lastModified}) VALUES (?, ?, 0)
            ON DUPLICATE KEY UPDATE {lastModified} = user_collections.{lastModified}
            """),
        place.uid(),
        place.collection());
    UserCollection row = lock(transaction, place).orElse(NONE);
    return row.modified.millis() == 0 ? afterMarker(transaction, place) : row;
  }

  private static Optional<UserCollection> lock(Transaction transaction, Place place) {
    boolean counters = place.schema().features().counters();
    String columns = counters ? "{lastModified}, count, total_bytes" : "{lastModified}, NULL, NULL";
    return transaction.first(
        place.sql("SELECT " + columns + HERE + " FOR UPDATE"),
        row ->
            of(row.getLong(1), Transaction.nullableLong(row, 2), Transaction.nullableLong(row, 3)),
        place.uid(),
        place.collection());
  }

  /** A collection that was deleted must not come back with a time it had before. */
  private static UserCollection afterMarker(Transaction transaction, Place place) {
    long marker =
        transaction.number(
            place.sql("SELECT {lastModified}" + HERE),
            place.uid(),
            godwit.model.Collections.MARKER_ID);
    return new UserCollection(false, Times.clamped(marker), null, null);
  }

  private static UserCollection of(long millis, @Nullable Long count, @Nullable Long bytes) {
    return new UserCollection(true, Times.clamped(millis), count, bytes);
  }

  /** Takes away what {@link #own} made, if nothing came of it. */
  void removePlaceholder(Transaction transaction, Place place) {
    if (!exists) {
      transaction.update(place.sql("DELETE" + HERE), place.uid(), place.collection());
    }
  }
}
