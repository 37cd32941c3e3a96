package godwit.storage.mysql;

import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.storage.mysql.Catalog.Table;
import godwit.storage.mysql.Dialect.Unit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Finds the dialect of a shard, and proves by a few rows what names and types only suggest. Reads
 * ends of indexes and small samples, never a table.
 */
public final class SchemaProbe {
  /** Above the seconds of any real time (year 5138), below its milliseconds (September 2001). */
  private static final long SECONDS_BELOW = 100_000_000_000L;

  private static final long MILLIS_ABOVE = 1_000_000_000_000L;
  private static final int SAMPLES = 16;

  private final Connection connection;
  private final Catalog catalog;
  private final List<String> problems = new ArrayList<>();

  private SchemaProbe(Connection connection, Catalog catalog) {
    this.connection = connection;
    this.catalog = catalog;
  }

  /**
   * Probes the connection's schema.
   *
   * @throws StorageException of kind UNSUITABLE that names every contradiction found
   */
  public static Dialect probe(Connection connection, Endpoint endpoint) throws SQLException {
    Catalog catalog = Catalog.read(connection);
    DialectRules.Conclusion conclusion = DialectRules.conclude(catalog);
    if (conclusion.dialect().isEmpty()) {
      throw unsuitable(endpoint, conclusion.problems());
    }
    Dialect dialect = conclusion.dialect().get();
    SchemaProbe probe = new SchemaProbe(connection, catalog);
    probe.checkRows(dialect);
    if (!probe.problems.isEmpty()) {
      throw unsuitable(endpoint, probe.problems);
    }
    return dialect;
  }

  private static StorageException unsuitable(Endpoint endpoint, List<String> problems) {
    return new StorageException(
        Kind.UNSUITABLE,
        "The schema of %s is not that of a known Sync server: %s."
            .formatted(endpoint, String.join("; ", problems)));
  }

  private void checkRows(Dialect dialect) throws SQLException {
    if (!dialect.bsoTables().contains("bso") && catalog.has("bso")) {
      checkUnused("bso", dialect);
    }
    for (int index = 0; index < dialect.bsoTables().size(); index++) {
      if (dialect.bsoTables().size() > 1) {
        checkModulus(dialect, index);
      }
      checkUnit(dialect, dialect.bsoTables().get(index));
    }
  }

  private void checkUnused(String table, Dialect dialect) throws SQLException {
    if (!longs("SELECT 1 FROM " + table + " LIMIT 1").isEmpty()) {
      problems.add(
          "%s holds rows although there are %d numbered tables too"
              .formatted(table, dialect.bsoTables().size()));
    }
  }

  /** Uids spread over the whole table, each found by one dive into the primary key. */
  private void checkModulus(Dialect dialect, int index) throws SQLException {
    String table = dialect.bsoTables().get(index);
    List<Long> ends =
        longs(
            dialect.sql(
                "SELECT MIN({uid}) FROM {bso} UNION ALL SELECT MAX({uid}) FROM {bso}", table));
    if (ends.isEmpty()) {
      return;
    }
    long first = ends.get(0);
    long span = ends.get(ends.size() - 1) - first;
    String dives =
        LongStream.rangeClosed(0, SAMPLES)
            .map(step -> first + (long) (span * (double) step / SAMPLES))
            .mapToObj(uid -> "SELECT MIN({uid}) FROM {bso} WHERE {uid} >= " + uid)
            .collect(Collectors.joining(" UNION ALL "));
    int size = dialect.bsoTables().size();
    longs(dialect.sql(dives, table)).stream()
        .filter(uid -> Math.floorMod(uid, size) != index)
        .findFirst()
        .ifPresent(
            uid ->
                problems.add(
                    "uid %d is in %s but belongs in bso%d of %d tables: the shard was resharded"
                        .formatted(uid, table, Math.floorMod(uid, size), size)));
  }

  private void checkUnit(Dialect dialect, String table) throws SQLException {
    Table columns = Objects.requireNonNull(catalog.tables().get(table));
    String largest =
        columns.isIndexedFirst(dialect.names().expiry())
            ? "SELECT MAX({expiry}) FROM {bso}"
            : "SELECT MAX({expiry}) FROM (SELECT {expiry} FROM {bso} LIMIT 1000) some_rows";
    for (long expiry : longs(dialect.sql(largest, table))) {
      boolean seconds = expiry < SECONDS_BELOW;
      if (!seconds && expiry <= MILLIS_ABOVE) {
        problems.add(table + " holds the expiry " + expiry + ", neither seconds nor milliseconds");
      } else if (seconds != (dialect.unit() == Unit.SECONDS)) {
        problems.add(
            "%s.%s is of a type for %s, but its largest value %d is in %s"
                .formatted(
                    table,
                    dialect.names().expiry(),
                    seconds ? "milliseconds" : "seconds",
                    expiry,
                    seconds ? "seconds" : "milliseconds"));
      }
    }
  }

  /** The first column of all rows, NULLs left out. */
  private List<Long> longs(String sql) throws SQLException {
    List<Long> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        long value = rows.getLong(1);
        if (!rows.wasNull()) {
          values.add(value);
        }
      }
    }
    return values;
  }
}
