package godwit.pipelines.ledger;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Struct;
import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.storage.RowPosition;
import godwit.storage.RowRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a {@link Bin} lies in the table {@code godwit_bins}. */
final class BinRows {
  static final String TABLE = "godwit_bins";
  static final List<String> COLUMNS =
      List.of(
          "run_id",
          "bin",
          "first_fxa_uid",
          "first_fxa_kid",
          "last_fxa_uid",
          "last_fxa_kid",
          "users",
          "planned_rows",
          "planned_bytes",
          "part",
          "parts",
          "after_collection",
          "after_id",
          "upto_collection",
          "upto_id");

  private BinRows() {}

  static Mutation planned(String runId, Bin bin) {
    var row =
        Mutation.newInsertOrUpdateBuilder(TABLE)
            .set("run_id")
            .to(runId)
            .set("bin")
            .to(bin.number())
            .set("first_fxa_uid")
            .to(bin.first().fxaUid())
            .set("first_fxa_kid")
            .to(bin.first().fxaKid())
            .set("last_fxa_uid")
            .to(bin.last().fxaUid())
            .set("last_fxa_kid")
            .to(bin.last().fxaKid())
            .set("users")
            .to(bin.users())
            .set("planned_rows")
            .to(bin.planned().rows())
            .set("planned_bytes")
            .to(bin.planned().bytes());
    Bin.Part part = bin.part();
    if (part != null) {
      row.set("part").to(part.index()).set("parts").to(part.of());
      put(row, "after", part.range().after());
      put(row, "upto", part.range().upTo());
    }
    return row.build();
  }

  private static void put(Mutation.WriteBuilder row, String name, @Nullable RowPosition position) {
    if (position != null) {
      row.set(name + "_collection").to(position.collection()).set(name + "_id").to(position.id());
    }
  }

  static Mutation done(String runId, long bin, double seconds) {
    return Mutation.newUpdateBuilder(TABLE)
        .set("run_id")
        .to(runId)
        .set("bin")
        .to(bin)
        .set("seconds")
        .to(seconds)
        .set("finished_at")
        .to(Timestamp.now())
        .build();
  }

  static Bin bin(Struct row) {
    return new Bin(
        row.getLong("bin"),
        new UserKey(row.getString("first_fxa_uid"), row.getString("first_fxa_kid")),
        new UserKey(row.getString("last_fxa_uid"), row.getString("last_fxa_kid")),
        row.getLong("users"),
        new Usage(row.getLong("planned_rows"), row.getLong("planned_bytes")),
        row.isNull("part") ? null : part(row));
  }

  private static Bin.Part part(Struct row) {
    return new Bin.Part(
        (int) row.getLong("part"),
        (int) row.getLong("parts"),
        new RowRange(position(row, "after"), position(row, "upto")));
  }

  private static @Nullable RowPosition position(Struct row, String name) {
    return row.isNull(name + "_id")
        ? null
        : new RowPosition((int) row.getLong(name + "_collection"), row.getString(name + "_id"));
  }
}
