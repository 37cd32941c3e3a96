package godwit.pipelines.ledger;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Struct;
import java.util.List;

/** How a {@link VerifySum} lies in the table {@code godwit_verified}. */
final class VerifyRows {
  static final String TABLE = "godwit_verified";
  static final List<String> COLUMNS =
      List.of(
          "checked",
          "equal_users",
          "different",
          "pending",
          "moved_on",
          "unmovable",
          "differences",
          "source_rows",
          "target_rows");

  private VerifyRows() {}

  static Mutation put(String runId, String bucket, VerifySum sum) {
    return Mutation.newInsertOrUpdateBuilder(TABLE)
        .set("run_id")
        .to(runId)
        .set("bucket")
        .to(bucket)
        .set("checked")
        .to(sum.checked())
        .set("equal_users")
        .to(sum.equal())
        .set("different")
        .to(sum.different())
        .set("pending")
        .to(sum.pending())
        .set("moved_on")
        .to(sum.movedOn())
        .set("unmovable")
        .to(sum.unmovable())
        .set("differences")
        .to(sum.differences())
        .set("source_rows")
        .to(sum.sourceRows())
        .set("target_rows")
        .to(sum.targetRows())
        .build();
  }

  static VerifySum sum(Struct row) {
    return new VerifySum(
        row.getLong("checked"),
        row.getLong("equal_users"),
        row.getLong("different"),
        row.getLong("pending"),
        row.getLong("moved_on"),
        row.getLong("unmovable"),
        row.getLong("differences"),
        row.getLong("source_rows"),
        row.getLong("target_rows"));
  }
}
