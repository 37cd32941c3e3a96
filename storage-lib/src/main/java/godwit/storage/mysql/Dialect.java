package godwit.storage.mysql;

import java.time.Instant;
import java.util.List;

/**
 * How one shard names and counts things.
 *
 * @param server which server made the schema
 * @param bsoTables the BSO tables; a user's is the one at {@code uid % size}
 * @param names column names
 * @param unit of the expiry column
 * @param text how ids are stored and compared
 */
public record Dialect(Server server, List<String> bsoTables, Names names, Unit unit, Text text) {
  /** The servers that made the schemas. */
  public enum Server {
    /** Mozilla's first server, possibly with several BSO tables. */
    PYTHON("Python server"),
    /** The present one, and our own. */
    RUST("syncstorage-rs"),
    /** With its first column names. */
    RUST_BEFORE_2019_09("syncstorage-rs before September 2019");

    final String title;

    Server(String title) {
      this.title = title;
    }
  }

  /** Units of expiry times. */
  public enum Unit {
    /** Of the Python server. */
    SECONDS(1_000),
    /** Of all others. */
    MILLISECONDS(1);

    /** Milliseconds in one. */
    public final long millis;

    Unit(long millis) {
      this.millis = millis;
    }
  }

  /**
   * Column names.
   *
   * @param uid of the user, in both tables
   * @param collection of the collection's id, in both tables
   * @param expiry in the BSO tables
   * @param lastModified in the table of collection times
   * @param collectionKey the primary key of the table of collection names
   */
  public record Names(
      String uid, String collection, String expiry, String lastModified, String collectionKey) {}

  /** Character set and collation of the ids. */
  public record Text(String charset, String collation) {}

  /** Keeps a copy of the list. */
  public Dialect {
    bsoTables = List.copyOf(bsoTables);
  }

  /** Where a user's records are. */
  public String bsoTable(long uid) {
    return bsoTables.get((int) Math.floorMod(uid, (long) bsoTables.size()));
  }

  /** A stored expiry in milliseconds. */
  public long expiryMillis(long stored) {
    return Saturating.times(stored, unit.millis);
  }

  /** A row is visible if its stored expiry is above this value. */
  public long visibleAbove(Instant liveAt) {
    return Math.floorDiv(liveAt.toEpochMilli(), unit.millis);
  }

  /**
   * Fills in this shard's names. In templates {@code {bso}} is the table, {@code {uid}}, {@code
   * {collection}}, {@code {expiry}}, {@code {lastModified}} and {@code {collectionKey}} are
   * columns, {@code {id}} and {@code {payload}} the texts as clients see them, {@code
   * {idParameter}} a parameter that compares with the column {@code id}, {@code {rowDigest}} the
   * digest of a row.
   */
  public String sql(String template, String table) {
    return template
        .replace("{rowDigest}", ROW_DIGEST)
        .replace("{expiryMicros}", "CAST({expiry} AS DECIMAL(30)) * " + unit.millis * 1_000)
        .replace("{id}", "CONVERT(id USING utf8mb4)")
        .replace("{payload}", "CONVERT(COALESCE(payload, '') USING utf8mb4)")
        // Converting the parameter, not the column, lets the primary key serve as an index.
        .replace(
            "{idParameter}",
            "CONVERT(? USING %s) COLLATE %s".formatted(text.charset, text.collation))
        .replace("{bso}", "`" + table + "`")
        .replace("{uid}", names.uid)
        .replace("{collection}", names.collection)
        .replace("{expiry}", names.expiry)
        .replace("{lastModified}", names.lastModified)
        .replace("{collectionKey}", names.collectionKey);
  }

  /**
   * The statement's form of {@link godwit.storage.RowDigest}. DECIMAL, because a damaged row may
   * hold a time that overflows a BIGINT when it is multiplied, and that must not fail the
   * statement.
   */
  private static final String ROW_DIGEST =
      """
      CAST(CONV(LEFT(SHA2(CONCAT(
            CAST(modified AS DECIMAL(30)) * 1000, CHAR(10 USING utf8mb4),
            {expiryMicros}, CHAR(10 USING utf8mb4),
            COALESCE(CAST(sortindex AS CHAR), '-'), CHAR(10 USING utf8mb4),
            LENGTH({id}), CHAR(10 USING utf8mb4),
            {id}, CHAR(10 USING utf8mb4),
            SHA2({payload}, 256)), 256), 16), 16, 10) AS UNSIGNED)""";

  /** One line for people, such as "Python server, 20 tables bso0..bso19, ttl in seconds". */
  public String describe() {
    int count = bsoTables.size();
    boolean plain = bsoTables.equals(List.of("bso"));
    String tables =
        plain
            ? "table bso"
            : "%d tables %s..%s".formatted(count, bsoTables.get(0), bsoTables.get(count - 1));
    String units = unit == Unit.SECONDS ? "seconds" : "milliseconds";
    return "%s, %s, %s in %s".formatted(server.title, tables, names.expiry, units);
  }
}
