package godwit.pipelines.ledger;

import static godwit.storage.spanner.schema.ColumnSpec.optional;
import static godwit.storage.spanner.schema.ColumnSpec.required;

import godwit.storage.spanner.schema.ColumnSpec;
import godwit.storage.spanner.schema.TableSpec;
import java.util.List;

/** The ledger's own tables. Their names begin with {@code godwit_}; nothing else reads them. */
public final class LedgerSchema {
  private static final String TEXT = "STRING(MAX)";
  private static final String NUMBER = "INT64";
  private static final String TIME = "TIMESTAMP";
  private static final ColumnSpec UID = required("fxa_uid", TEXT);
  private static final ColumnSpec KID = required("fxa_kid", TEXT);
  private static final ColumnSpec RUN = required("run_id", TEXT);
  private static final ColumnSpec UPDATED = required("updated_at", TIME);

  private static final TableSpec RUNS =
      TableSpec.of(
          RunRows.TABLE,
          List.of("run_id"),
          RUN,
          required("command", TEXT),
          required("state", TEXT),
          required("started_at", TIME),
          optional("finished_at", TIME),
          optional("plan", TEXT),
          optional("result", TEXT));

  private static final TableSpec USERS =
      TableSpec.of(
          UserRows.TABLE,
          List.of("fxa_uid", "fxa_kid"),
          UID,
          KID,
          required("state", TEXT),
          RUN,
          required("attempt", NUMBER),
          required("shard", TEXT),
          required("uid", NUMBER),
          required("planned_rows", NUMBER),
          required("planned_bytes", NUMBER),
          optional("source_vector", TEXT),
          optional("rows_read", NUMBER),
          optional("rows_written", NUMBER),
          optional("bytes_written", NUMBER),
          optional("rows_expired", NUMBER),
          optional("rows_tombstone", NUMBER),
          optional("rows_unchanged", NUMBER),
          optional("rows_dead", NUMBER),
          optional("digest", TEXT),
          optional("cause", TEXT),
          UPDATED);

  private static final TableSpec PARTS =
      TableSpec.of(
          PartRows.TABLE,
          List.of("run_id", "fxa_uid", "fxa_kid", "part"),
          RUN,
          UID,
          KID,
          required("part", NUMBER),
          required("parts", NUMBER),
          required("source_vector", TEXT),
          required("counts", TEXT),
          required("collections", TEXT),
          UPDATED);

  private static final TableSpec BINS =
      TableSpec.of(
          BinRows.TABLE,
          List.of("run_id", "bin"),
          RUN,
          required("bin", NUMBER),
          required("first_fxa_uid", TEXT),
          required("first_fxa_kid", TEXT),
          required("last_fxa_uid", TEXT),
          required("last_fxa_kid", TEXT),
          required("users", NUMBER),
          required("planned_rows", NUMBER),
          required("planned_bytes", NUMBER),
          optional("part", NUMBER),
          optional("parts", NUMBER),
          optional("after_collection", NUMBER),
          optional("after_id", TEXT),
          optional("upto_collection", NUMBER),
          optional("upto_id", TEXT),
          optional("seconds", "FLOAT64"),
          optional("finished_at", TIME));

  private static final TableSpec DEAD_LETTERS =
      TableSpec.of(
          DeadLetterRows.TABLE,
          List.of("shard", "uid", "collection", "bso_id"),
          required("shard", TEXT),
          required("uid", NUMBER),
          required("collection", TEXT),
          required("bso_id", TEXT),
          RUN,
          optional("fxa_uid", TEXT),
          optional("fxa_kid", TEXT),
          required("row_count", NUMBER),
          required("cause", TEXT),
          required("detail", TEXT),
          required("attempts", NUMBER),
          UPDATED);

  private static final TableSpec DIFFERENCES =
      TableSpec.of(
          DifferenceRows.TABLE,
          List.of("run_id", "fxa_uid", "fxa_kid", "collection", "bso_id", "kind", "field"),
          RUN,
          UID,
          KID,
          required("collection", TEXT),
          required("bso_id", TEXT),
          required("kind", TEXT),
          required("field", TEXT),
          required("shard", TEXT),
          required("uid", NUMBER),
          required("repaired", "BOOL"));

  private static final TableSpec VERIFIED =
      TableSpec.of(
          VerifyRows.TABLE,
          List.of("run_id", "bucket"),
          RUN,
          required("bucket", TEXT),
          required("checked", NUMBER),
          required("equal_users", NUMBER),
          required("different", NUMBER),
          required("pending", NUMBER),
          required("moved_on", NUMBER),
          required("unmovable", NUMBER),
          required("differences", NUMBER),
          required("source_rows", NUMBER),
          required("target_rows", NUMBER));

  private LedgerSchema() {}

  /** All tables. */
  public static List<TableSpec> tables() {
    return List.of(RUNS, USERS, PARTS, BINS, DEAD_LETTERS, DIFFERENCES, VERIFIED);
  }
}
