package godwit.sync.backend;

import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.mysql.MySqlPool;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.schema.SpannerSchema;
import godwit.sync.SyncClock;
import godwit.sync.SyncStorage;
import godwit.sync.mysql.MySqlStorage;
import godwit.sync.mysql.MySqlSyncConfig;
import godwit.sync.mysql.MySqlSyncSchema;
import godwit.sync.protocol.ServerLimits;
import godwit.sync.spanner.SpannerStorage;
import java.sql.Statement;
import java.util.List;

/**
 * A storage that is open, and what a server must know of it.
 *
 * @param storage the caller closes it
 * @param limits what suits the backend
 * @param nodeType what a tokenserver tells clients of it
 * @param title one line for people
 */
public record OpenBackend(SyncStorage storage, ServerLimits limits, String nodeType, String title) {

  /** What to do about what is missing. */
  public enum Missing {
    /** Say so. */
    REFUSE,
    /** Make it: the schema and its tables, on an emulator the instance and database too. */
    CREATE
  }

  /**
   * Opens a MySQL or MariaDB schema.
   *
   * @throws StorageException of kind UNREACHABLE or UNSUITABLE with one sentence that says why
   */
  public static OpenBackend mysql(MySqlConfig config, Missing missing, SyncClock clock) {
    if (missing == Missing.CREATE) {
      createSchema("the storage database", config);
      MySqlSyncSchema.apply(config);
    }
    MySqlStorage storage = MySqlStorage.open(MySqlSyncConfig.of(config), clock);
    return new OpenBackend(storage, ServerLimits.DEFAULT, "mysql", storage.describe());
  }

  /** Makes an empty schema, unless it is there. */
  public static void createSchema(String name, MySqlConfig config) {
    int slash = config.url().indexOf('/', "jdbc:mysql://".length());
    String rest = config.url().substring(slash + 1);
    int options = rest.indexOf('?');
    String schema = options < 0 ? rest : rest.substring(0, options);
    String url =
        config.url().substring(0, slash + 1) + (options < 0 ? "" : rest.substring(options));
    var server = new MySqlConfig(url, config.user(), config.password(), 1);
    try (MySqlPool pool = MySqlPool.open(name, server)) {
      pool.call(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute("CREATE DATABASE IF NOT EXISTS `" + schema + "`");
            }
          });
    }
  }

  /**
   * Opens a Spanner database.
   *
   * @throws StorageException of kind UNREACHABLE or UNSUITABLE with one sentence that says why
   */
  public static OpenBackend spanner(SpannerConfig config, Missing missing, SyncClock clock) {
    SpannerSchema schema = SpannerSchema.current();
    if (missing == Missing.CREATE && config.isEmulator()) {
      SpannerDatabase.createIfMissing(config, List.of());
      schema = schema.withoutChangeStream();
    }
    SpannerDatabase database = SpannerDatabase.open(config);
    try {
      database.verifyReachable();
      prepare(schema, database, missing);
      String title = (config.isEmulator() ? "Spanner emulator, " : "Spanner, ") + config.path();
      int indexes = schema.indexesOfRecords(database);
      SpannerStorage storage = SpannerStorage.open(database, clock, indexes);
      storage.verifyClock();
      return new OpenBackend(
          storage,
          ServerLimits.SPANNER.withMaxTotalRecords(storage.maxTotalRecords()),
          "spanner",
          title);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static void prepare(SpannerSchema schema, SpannerDatabase database, Missing missing) {
    if (missing == Missing.CREATE) {
      schema.apply(database);
    } else if (!schema.withoutChangeStream().plan(database).isEmpty()) {
      throw new StorageException(
          Kind.UNSUITABLE,
          "The schema of %s is not complete; add --create, or run 'godwit schema apply'."
              .formatted(database.config().path()));
    }
  }
}
