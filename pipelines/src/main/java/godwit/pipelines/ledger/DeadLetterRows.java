package godwit.pipelines.ledger;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeyRange;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Struct;
import godwit.model.UserKey;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.deadletter.DeadLetter;
import java.time.Instant;
import java.util.List;

/** How a {@link DeadLetter} lies in the table {@code godwit_dead_letters}. */
final class DeadLetterRows {
  static final String TABLE = "godwit_dead_letters";
  static final List<String> COLUMNS =
      List.of(
          "shard",
          "uid",
          "collection",
          "bso_id",
          "run_id",
          "fxa_uid",
          "fxa_kid",
          "row_count",
          "cause",
          "detail",
          "attempts",
          "updated_at");

  private DeadLetterRows() {}

  static Mutation put(DeadLetter letter) {
    UserKey user = letter.user();
    return Mutation.newInsertOrUpdateBuilder(TABLE)
        .set("shard")
        .to(letter.shard())
        .set("uid")
        .to(letter.uid())
        .set("collection")
        .to(letter.collection())
        .set("bso_id")
        .to(letter.id())
        .set("run_id")
        .to(letter.runId())
        .set("fxa_uid")
        .to(user == null ? null : user.fxaUid())
        .set("fxa_kid")
        .to(user == null ? null : user.fxaKid())
        .set("row_count")
        .to(letter.rows())
        .set("cause")
        .to(letter.cause().name())
        .set("detail")
        .to(letter.detail())
        .set("attempts")
        .to(letter.attempts())
        .set("updated_at")
        .to(Timestamp.now())
        .build();
  }

  static Key key(DeadLetter letter) {
    return Key.of(letter.shard(), letter.uid(), letter.collection(), letter.id());
  }

  /** Deletes all dead letters of a user. */
  static Mutation clear(String shard, long uid) {
    return Mutation.delete(TABLE, KeySet.range(KeyRange.prefix(Key.of(shard, uid))));
  }

  static DeadLetter letter(Struct row) {
    return new DeadLetter(
        row.getString("run_id"),
        row.getString("shard"),
        row.getLong("uid"),
        row.isNull("fxa_uid")
            ? null
            : new UserKey(row.getString("fxa_uid"), row.getString("fxa_kid")),
        row.getString("collection"),
        row.getString("bso_id"),
        row.getLong("row_count"),
        Cause.valueOf(row.getString("cause")),
        row.getString("detail"),
        (int) row.getLong("attempts"),
        Instant.ofEpochSecond(
            row.getTimestamp("updated_at").getSeconds(),
            row.getTimestamp("updated_at").getNanos()));
  }
}
