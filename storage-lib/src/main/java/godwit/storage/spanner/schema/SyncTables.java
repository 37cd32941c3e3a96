package godwit.storage.spanner.schema;

import static godwit.storage.spanner.schema.ColumnSpec.optional;
import static godwit.storage.spanner.schema.ColumnSpec.required;

import godwit.storage.spanner.CollectionIds;
import java.util.List;
import java.util.Map;

/** The tables that every Sync server on Spanner shares, in their present form. */
final class SyncTables {
  private static final String TEXT = "STRING(MAX)";
  private static final String NUMBER = "INT64";
  private static final String TIME = "TIMESTAMP";

  private static final ColumnSpec UID = required("fxa_uid", TEXT);
  private static final ColumnSpec KID = required("fxa_kid", TEXT);
  private static final ColumnSpec COLLECTION = required("collection_id", NUMBER);
  private static final ColumnSpec BATCH = required("batch_id", TEXT);
  private static final ColumnSpec EXPIRY = required("expiry", TIME);
  private static final ColumnSpec SORT_INDEX = optional("sortindex", NUMBER);

  /** May be NULL: a big payload can live outside, and then a link says where. */
  private static final ColumnSpec PAYLOAD = optional("payload", TEXT);

  private static final ColumnSpec PAYLOAD_LINK = optional("payload_link", TEXT);

  private static final TableSpec USER_COLLECTIONS =
      TableSpec.of(
          "user_collections",
          List.of("fxa_uid", "fxa_kid", "collection_id"),
          UID,
          KID,
          COLLECTION,
          required("modified", TIME),
          optional("count", NUMBER),
          optional("total_bytes", NUMBER));

  /** Without secondary indexes: the ones it once had were dropped for their size and cost. */
  static final TableSpec BSOS =
      TableSpec.of(
              "bsos",
              List.of("fxa_uid", "fxa_kid", "collection_id", "bso_id"),
              UID,
              KID,
              COLLECTION,
              required("bso_id", TEXT),
              SORT_INDEX,
              PAYLOAD,
              required("modified", TIME),
              EXPIRY,
              PAYLOAD_LINK)
          .inside("user_collections")
          .expiringBy("expiry");

  private static final TableSpec COLLECTIONS =
      TableSpec.of(
              CollectionIds.TABLE,
              List.of("collection_id"),
              COLLECTION,
              required("name", "STRING(32)"))
          .indexedBy(new IndexSpec("CollectionName", List.of("name"), true));

  private static final TableSpec BATCHES =
      TableSpec.of(
              "batches",
              List.of("fxa_uid", "fxa_kid", "collection_id", "batch_id"),
              UID,
              KID,
              COLLECTION,
              BATCH,
              EXPIRY)
          .inside("user_collections")
          .expiringBy("expiry");

  private static final TableSpec BATCH_BSOS =
      TableSpec.of(
              "batch_bsos",
              List.of("fxa_uid", "fxa_kid", "collection_id", "batch_id", "batch_bso_id"),
              UID,
              KID,
              COLLECTION,
              BATCH,
              required("batch_bso_id", TEXT),
              SORT_INDEX,
              PAYLOAD,
              optional("ttl", NUMBER),
              PAYLOAD_LINK)
          .inside("batches");

  /** Parents before their children. */
  static final List<TableSpec> ALL =
      List.of(USER_COLLECTIONS, BSOS, COLLECTIONS, BATCHES, BATCH_BSOS);

  /** Tells whoever keeps the big payloads outside which of them are still linked. */
  static final ChangeStreamSpec CHANGES =
      new ChangeStreamSpec(
          "payload_link_changes",
          Map.of("bsos", List.of("payload_link"), "batch_bsos", List.of("payload_link")),
          "7d",
          "OLD_AND_NEW_VALUES");

  private SyncTables() {}
}
