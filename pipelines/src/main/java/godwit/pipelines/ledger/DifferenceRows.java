package godwit.pipelines.ledger;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Struct;
import godwit.model.UserKey;
import java.util.List;

/** How a {@link Difference} lies in the table {@code godwit_differences}. */
final class DifferenceRows {
  static final String TABLE = "godwit_differences";
  static final List<String> COLUMNS =
      List.of(
          "fxa_uid",
          "fxa_kid",
          "shard",
          "uid",
          "collection",
          "bso_id",
          "kind",
          "field",
          "repaired");

  private DifferenceRows() {}

  static Mutation put(String runId, Difference difference) {
    return Mutation.newInsertOrUpdateBuilder(TABLE)
        .set("run_id")
        .to(runId)
        .set("fxa_uid")
        .to(difference.user().fxaUid())
        .set("fxa_kid")
        .to(difference.user().fxaKid())
        .set("collection")
        .to(difference.collection())
        .set("bso_id")
        .to(difference.id())
        .set("kind")
        .to(difference.kind().name())
        .set("field")
        .to(difference.column())
        .set("shard")
        .to(difference.shard())
        .set("uid")
        .to(difference.uid())
        .set("repaired")
        .to(difference.repaired())
        .build();
  }

  static Difference difference(Struct row) {
    return new Difference(
        new UserKey(row.getString("fxa_uid"), row.getString("fxa_kid")),
        row.getString("shard"),
        row.getLong("uid"),
        row.getString("collection"),
        row.getString("bso_id"),
        Difference.Kind.valueOf(row.getString("kind")),
        row.getString("field"),
        row.getBoolean("repaired"));
  }
}
