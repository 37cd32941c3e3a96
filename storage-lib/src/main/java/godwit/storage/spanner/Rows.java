package godwit.storage.spanner;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeyRange;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.StructReader;
import godwit.model.Bso;
import godwit.model.UserKey;
import godwit.storage.CollectionDigest;
import godwit.storage.RowDigest;
import godwit.storage.RowFingerprint;
import godwit.storage.RowHead;
import godwit.storage.TargetCollection;
import godwit.storage.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values become rows and keys of the sync tables, and back. */
public final class Rows {
  /** The parent table: a row a user and collection. */
  public static final String COLLECTIONS_OF_USERS = "user_collections";

  /** The records. */
  public static final String BSOS = "bsos";

  /** What a row is judged by without its payload. */
  public static final List<String> HEAD_COLUMNS =
      List.of("bso_id", "sortindex", "modified", "expiry");

  static final List<String> FINGERPRINT_COLUMNS =
      List.of("bso_id", "sortindex", "modified", "expiry", "payload", "payload_link");

  /** A collection row, key and counters. */
  public static final List<String> COLLECTION_COLUMNS =
      List.of("fxa_uid", "fxa_kid", "collection_id", "modified", "count", "total_bytes");

  private static final long MICROS_PER_SECOND = 1_000_000;

  private Rows() {}

  static Mutation mutation(Write write) {
    if (write instanceof Write.PutBso put) {
      return putBso(put);
    }
    if (write instanceof Write.PutCollection put) {
      return putCollection(put);
    }
    if (write instanceof Write.DeleteBso delete) {
      return Mutation.delete(BSOS, key(delete.user(), delete.collection(), delete.id()));
    }
    var delete = (Write.DeleteCollection) write;
    return Mutation.delete(COLLECTIONS_OF_USERS, key(delete.user(), delete.collection()));
  }

  private static Mutation putBso(Write.PutBso put) {
    Bso bso = put.bso();
    Integer sortIndex = bso.sortIndex();
    return keyed(Mutation.newInsertOrUpdateBuilder(BSOS), put.user(), put.collection())
        .set("bso_id")
        .to(bso.id())
        .set("sortindex")
        .to(sortIndex == null ? null : Long.valueOf(sortIndex))
        .set("payload")
        .to(bso.payload())
        .set("modified")
        .to(time(bso.modified().micros()))
        .set("expiry")
        .to(time(bso.expiry().micros()))
        // A row has either a payload or a link to one; what was there before must go.
        .set("payload_link")
        .to((String) null)
        .build();
  }

  private static Mutation putCollection(Write.PutCollection put) {
    return keyed(
            Mutation.newInsertOrUpdateBuilder(COLLECTIONS_OF_USERS), put.user(), put.collection())
        .set("modified")
        .to(time(put.modifiedMicros()))
        .set("count")
        .to(put.rows())
        .set("total_bytes")
        .to(put.payloadBytes())
        .build();
  }

  /** A row with its key set. */
  public static Mutation.WriteBuilder keyed(
      Mutation.WriteBuilder row, UserKey user, int collection) {
    return row.set("fxa_uid")
        .to(user.fxaUid())
        .set("fxa_kid")
        .to(user.fxaKid())
        .set("collection_id")
        .to(collection);
  }

  /** The key of a collection row. */
  public static Key key(UserKey user, int collection) {
    return Key.of(user.fxaUid(), user.fxaKid(), collection);
  }

  /** The key of a record. */
  public static Key key(UserKey user, int collection, String id) {
    return Key.of(user.fxaUid(), user.fxaKid(), collection, id);
  }

  /** All rows of a user. */
  public static KeyRange of(UserKey user) {
    return KeyRange.prefix(Key.of(user.fxaUid(), user.fxaKid()));
  }

  /** A collection's rows after an id, or all. */
  public static KeyRange after(UserKey user, int collection, @Nullable String id) {
    Key all = key(user, collection);
    return id == null ? KeyRange.prefix(all) : KeyRange.openClosed(key(user, collection, id), all);
  }

  /** A collection's rows whose id begins with a prefix. */
  static KeyRange within(UserKey user, int collection, String prefix) {
    Key all = key(user, collection);
    if (prefix.isEmpty()) {
      return KeyRange.prefix(all);
    }
    Key first = key(user, collection, prefix);
    String next = Prefixes.successor(prefix);
    return next.isEmpty()
        ? KeyRange.closedClosed(first, all)
        : KeyRange.closedOpen(first, key(user, collection, next));
  }

  /** Whose row it is. */
  public static UserKey user(StructReader row) {
    return new UserKey(row.getString("fxa_uid"), row.getString("fxa_kid"));
  }

  /** Time and counters of a collection row; unknown counters are null. */
  public static TargetCollection collection(StructReader row) {
    return new TargetCollection(
        micros(row.getTimestamp("modified")),
        row.isNull("count") ? null : row.getLong("count"),
        row.isNull("total_bytes") ? null : row.getLong("total_bytes"));
  }

  static CollectionDigest digest(StructReader row) {
    return new CollectionDigest(
        row.getLong("row_count"),
        row.getLong("byte_count"),
        row.getLong("max_modified"),
        row.getLong("digest"));
  }

  /** A row of {@link #HEAD_COLUMNS}; its length is not known. */
  public static RowHead head(StructReader row) {
    return new RowHead(
        row.getString("bso_id"),
        sortIndex(row),
        micros(row.getTimestamp("modified")),
        micros(row.getTimestamp("expiry")),
        // Only reading the payload would tell.
        -1);
  }

  static RowFingerprint fingerprint(StructReader row) {
    return new RowFingerprint(
        row.getString("bso_id"),
        sortIndex(row),
        micros(row.getTimestamp("modified")),
        micros(row.getTimestamp("expiry")),
        RowDigest.ofPayload(payload(row)));
  }

  /** What the digests hash: the payload, or for one kept outside a text that no payload equals. */
  private static String payload(StructReader row) {
    if (!row.isNull("payload")) {
      return row.getString("payload");
    }
    return "\0" + (row.isNull("payload_link") ? "" : row.getString("payload_link"));
  }

  /** Clamped: a damaged row must be found different, and not stop whoever compares. */
  private static @Nullable Integer sortIndex(StructReader row) {
    if (row.isNull("sortindex")) {
      return null;
    }
    long found = row.getLong("sortindex");
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, found));
  }

  /** Microseconds since 1970 as Spanner keeps them. */
  public static Timestamp time(long micros) {
    return Timestamp.ofTimeMicroseconds(micros);
  }

  /** Microseconds since 1970. */
  public static long micros(Timestamp time) {
    return time.getSeconds() * MICROS_PER_SECOND + time.getNanos() / 1_000;
  }
}
