package godwit.sync.spanner;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.StructReader;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.UserKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How values become cells and keys of the sync tables, and back. */
final class Cells {
  static final String USER_COLLECTIONS = "user_collections";
  static final String BSOS = "bsos";
  static final String BATCHES = "batches";
  static final String BATCH_BSOS = "batch_bsos";

  /** The time of a row that is there only because an open batch needs a parent. */
  static final Timestamp PRETOUCH = Timestamp.MIN_VALUE;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_MILLI = 1_000;

  private Cells() {}

  static Timestamp cell(SyncTimestamp time) {
    return Timestamp.ofTimeMicroseconds(time.micros());
  }

  static Timestamp cell(Expiry expiry) {
    return Timestamp.ofTimeMicroseconds(expiry.micros());
  }

  /** Parts of a millisecond, which only damaged rows have, are cut; years before 1970 are 0. */
  static SyncTimestamp modified(Timestamp cell) {
    return SyncTimestamp.ofMillis(Math.max(0, millis(cell)));
  }

  static Expiry expiry(Timestamp cell) {
    return Expiry.ofMillis(millis(cell));
  }

  private static long millis(Timestamp cell) {
    long micros = cell.getSeconds() * MICROS_PER_SECOND + cell.getNanos() / 1_000;
    return Math.floorDiv(micros, MICROS_PER_MILLI);
  }

  /** Clamped: one damaged row must not take a whole list away. */
  static @Nullable Integer sortIndex(StructReader row) {
    if (row.isNull("sortindex")) {
      return null;
    }
    long found = row.getLong("sortindex");
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, found));
  }

  static @Nullable String text(StructReader row, String column) {
    return row.isNull(column) ? null : row.getString(column);
  }

  static @Nullable Long number(StructReader row, String column) {
    return row.isNull(column) ? null : row.getLong(column);
  }

  static long bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }

  static Key key(UserKey user) {
    return Key.of(user.fxaUid(), user.fxaKid());
  }

  static Key key(UserKey user, int collection) {
    return Key.of(user.fxaUid(), user.fxaKid(), collection);
  }

  static Key key(UserKey user, int collection, String id) {
    return Key.of(user.fxaUid(), user.fxaKid(), collection, id);
  }

  static Key key(UserKey user, int collection, String batch, String id) {
    return Key.of(user.fxaUid(), user.fxaKid(), collection, batch, id);
  }

  /** Fills the first columns of every table's key. */
  static Mutation.WriteBuilder keyed(Mutation.WriteBuilder row, UserKey user, int collection) {
    return row.set("fxa_uid")
        .to(user.fxaUid())
        .set("fxa_kid")
        .to(user.fxaKid())
        .set("collection_id")
        .to(collection);
  }

  /** A statement about one user. */
  static Statement.Builder about(UserKey user, String sql) {
    return Statement.newBuilder(sql).bind("uid").to(user.fxaUid()).bind("kid").to(user.fxaKid());
  }

  /** A statement about one collection. */
  static Statement.Builder about(UserKey user, int collection, String sql) {
    return about(user, sql).bind("collection").to(collection);
  }
}
