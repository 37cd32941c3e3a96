package godwit.pipelines.ledger;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Struct;
import godwit.model.Usage;
import godwit.model.UserKey;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a {@link UserEntry} lies in the table {@code godwit_users}. */
final class UserRows {
  static final String TABLE = "godwit_users";
  static final List<String> COLUMNS =
      List.of(
          "fxa_uid",
          "fxa_kid",
          "state",
          "run_id",
          "attempt",
          "shard",
          "uid",
          "planned_rows",
          "planned_bytes",
          "source_vector",
          "rows_read",
          "rows_written",
          "bytes_written",
          "rows_expired",
          "rows_tombstone",
          "rows_unchanged",
          "rows_dead",
          "digest",
          "cause");

  private UserRows() {}

  static Key key(UserKey user) {
    return Key.of(user.fxaUid(), user.fxaKid());
  }

  static KeySet keys(Collection<UserKey> users) {
    var keys = KeySet.newBuilder();
    users.forEach(user -> keys.addKey(key(user)));
    return keys.build();
  }

  /** Leaves the vector and counts of the last complete copy as they are. */
  static Mutation planned(UserEntry entry) {
    return place(entry, UserState.PLANNED).set("cause").to((String) null).build();
  }

  /** Writes everything. */
  static Mutation whole(UserEntry entry) {
    RowCounts counts = entry.counts();
    SourceVector vector = entry.vector();
    return place(entry, entry.state())
        .set("source_vector")
        .to(vector == null ? null : vector.json())
        .set("rows_read")
        .to(counts.read())
        .set("rows_written")
        .to(counts.written())
        .set("bytes_written")
        .to(counts.bytes())
        .set("rows_expired")
        .to(counts.expired())
        .set("rows_tombstone")
        .to(counts.tombstones())
        .set("rows_unchanged")
        .to(counts.unchanged())
        .set("rows_dead")
        .to(counts.dead())
        .set("digest")
        .to(entry.digest())
        .set("cause")
        .to(entry.cause())
        .build();
  }

  private static Mutation.WriteBuilder place(UserEntry entry, UserState state) {
    return Mutation.newInsertOrUpdateBuilder(TABLE)
        .set("fxa_uid")
        .to(entry.key().fxaUid())
        .set("fxa_kid")
        .to(entry.key().fxaKid())
        .set("state")
        .to(state.name())
        .set("run_id")
        .to(entry.runId())
        .set("attempt")
        .to(entry.attempt())
        .set("shard")
        .to(entry.shard())
        .set("uid")
        .to(entry.uid())
        .set("planned_rows")
        .to(entry.planned().rows())
        .set("planned_bytes")
        .to(entry.planned().bytes())
        .set("updated_at")
        .to(Timestamp.now());
  }

  /** Moves a user to another state and changes nothing else. */
  static Mutation state(UserKey key, UserState state, @Nullable String cause) {
    return Mutation.newUpdateBuilder(TABLE)
        .set("fxa_uid")
        .to(key.fxaUid())
        .set("fxa_kid")
        .to(key.fxaKid())
        .set("state")
        .to(state.name())
        .set("cause")
        .to(cause)
        .set("updated_at")
        .to(Timestamp.now())
        .build();
  }

  static UserEntry entry(Struct row) {
    return new UserEntry(
        new UserKey(row.getString("fxa_uid"), row.getString("fxa_kid")),
        UserState.valueOf(row.getString("state")),
        row.getString("run_id"),
        (int) row.getLong("attempt"),
        row.getString("shard"),
        row.getLong("uid"),
        new Usage(row.getLong("planned_rows"), row.getLong("planned_bytes")),
        row.isNull("source_vector") ? null : SourceVector.parse(row.getString("source_vector")),
        counts(row),
        row.isNull("digest") ? null : row.getString("digest"),
        row.isNull("cause") ? null : row.getString("cause"));
  }

  private static RowCounts counts(Struct row) {
    return new RowCounts(
        number(row, "rows_read"),
        number(row, "rows_written"),
        number(row, "bytes_written"),
        number(row, "rows_expired"),
        number(row, "rows_tombstone"),
        number(row, "rows_unchanged"),
        number(row, "rows_dead"));
  }

  private static long number(Struct row, String column) {
    return row.isNull(column) ? 0 : row.getLong(column);
  }
}
