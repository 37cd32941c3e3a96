package godwit.sync.mysql;

import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.storage.mysql.Catalog;
import godwit.storage.mysql.Dialect;
import godwit.storage.mysql.Endpoint;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session must know of the schema that it finds.
 *
 * @param dialect names and units
 * @param endpoint for messages
 * @param ids how record ids compare
 * @param names how collection names compare
 * @param features what else it has
 */
record ServedSchema(
    Dialect dialect, Endpoint endpoint, TextRule ids, TextRule names, Features features) {
  private static final Set<String> UTF8 = Set.of("utf8mb4", "utf8mb3", "utf8", "ascii");

  /** Of an INT column of seconds, in January 2038. */
  private static final long LATEST_SECOND = Integer.MAX_VALUE;

  /**
   * What not every schema has.
   *
   * @param counters whether {@code user_collections} counts rows and bytes
   * @param batches whether there are tables for open batches
   * @param wideUids whether uids beyond 32 bits fit
   * @param utf8 whether a payload's stored length is its length in UTF-8
   */
  record Features(boolean counters, boolean batches, boolean wideUids, boolean utf8) {}

  static ServedSchema of(Dialect dialect, Catalog catalog, Endpoint endpoint) {
    for (String name : dialect.bsoTables()) {
      if (!table(catalog, name).has("payload_size")) {
        throw new StorageException(
            Kind.UNSUITABLE,
            "The table %s of %s lacks the column payload_size, which every Sync server makes."
                .formatted(name, endpoint));
      }
    }
    Catalog.Table bso = table(catalog, dialect.bsoTables().get(0));
    return new ServedSchema(
        dialect,
        endpoint,
        TextRule.of(bso.columns().get("id")),
        TextRule.of(table(catalog, "collections").columns().get("name")),
        features(dialect, catalog, bso));
  }

  private static Features features(Dialect dialect, Catalog catalog, Catalog.Table bso) {
    Catalog.Table times = table(catalog, "user_collections");
    String uid = dialect.names().uid();
    Catalog.Column payload = bso.columns().get("payload");
    return new Features(
        times.has("count") && times.has("total_bytes"),
        catalog.has("batch_uploads") && catalog.has(itemTable(dialect, 0)),
        isWide(bso.columns().get(uid)) && isWide(times.columns().get(uid)),
        payload != null && payload.charset() != null && UTF8.contains(payload.charset()));
  }

  private static boolean isWide(Catalog.@Nullable Column uid) {
    return uid != null && uid.type().equals("bigint");
  }

  private static Catalog.Table table(Catalog catalog, String name) {
    return Objects.requireNonNull(catalog.tables().get(name), name);
  }

  /** A Python server spreads the items of batches over as many tables as the records. */
  private static String itemTable(Dialect dialect, long batch) {
    return dialect.bsoTable(batch).replace("bso", "batch_upload_items");
  }

  /**
   * Refuses a uid that the tables cannot hold, instead of narrowing it to somebody else's.
   *
   * @throws StorageException of kind REJECTED
   */
  void requireRoomFor(long uid) {
    if (!features.wideUids && uid > Integer.MAX_VALUE) {
      throw new StorageException(
          Kind.REJECTED,
          "User %d does not fit the INT columns %s of %s; make them BIGINT, or assign the user to"
                  .formatted(uid, dialect.names().uid(), endpoint)
              + " another node.");
    }
  }

  /** Fills in names for one user; {@code {bytes}} is the payload's length in UTF-8. */
  String sql(String template, long uid) {
    return dialect.sql(template.replace("{bytes}", bytes("payload")), dialect.bsoTable(uid));
  }

  /** Fills in names for one user and one batch. */
  String batchSql(String template, long uid, long batch) {
    String filled =
        template
            .replace("{items}", itemTable(dialect, batch))
            .replace("{stagedBytes}", bytes("staged.payload"))
            .replace("{storedBytes}", bytes("stored.payload"))
            .replace("{perSecond}", Long.toString(1_000 / dialect.unit().millis))
            .replace("{latest}", Long.toString(latest()));
    return sql(filled, uid);
  }

  private String bytes(String payload) {
    return features.utf8
        ? "LENGTH(" + payload + ")"
        : "LENGTH(CONVERT(" + payload + " USING utf8mb4))";
  }

  private long latest() {
    return dialect.unit() == Dialect.Unit.SECONDS ? LATEST_SECOND : SyncTimestamp.MAX_MILLIS;
  }

  /** The session's time in the unit of stored expiries. A row is visible if its own is above. */
  long visibleAbove(SyncTimestamp now) {
    return dialect.visibleAbove(now.instant());
  }

  /** What is stored as a record's expiry; where that is seconds in 32 bits, what fits. */
  long expiry(SyncTimestamp now, long ttlSeconds) {
    long seconds = ttlSeconds * (1_000 / dialect.unit().millis);
    return Math.min(visibleAbove(now) + seconds, latest());
  }

  /** What is stored if nobody gave a ttl: a Python server's is a date, not a time span. */
  long defaultExpiry(SyncTimestamp now) {
    return dialect.unit() == Dialect.Unit.SECONDS
        ? Expiry.DEFAULT_TTL_SECONDS
        : expiry(now, Expiry.DEFAULT_TTL_SECONDS);
  }
}
