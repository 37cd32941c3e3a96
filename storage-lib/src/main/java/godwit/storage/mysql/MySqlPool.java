package godwit.storage.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import godwit.storage.SecretRef;
import godwit.storage.StorageException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * The connections to one schema: never more than its budget, opened when needed. Callers wait for a
 * free one, a minute at most if nothing else was asked for. Safe to share between threads.
 */
public final class MySqlPool implements AutoCloseable {
  /** For reading in bulk: every statement is a transaction, and an answer may take its time. */
  private static final Use SCANS =
      new Use(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(30),
          true,
          Map.of("sessionVariables", "net_write_timeout=3600,wait_timeout=28800"));

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  /** For a connection that was free for a while to show that it still works. */
  private static final Duration VALIDATION_LIMIT = Duration.ofSeconds(3);

  private final Endpoint endpoint;
  private final MySqlConfig config;
  private final HikariDataSource connections;

  /**
   * What connections are for.
   *
   * @param patience for a free one
   * @param idle how long a free one is kept
   * @param answer how long the server may be silent when it owes an answer
   * @param autoCommit whether each statement is a transaction
   * @param properties of the driver
   */
  private record Use(
      Duration patience,
      Duration idle,
      Duration answer,
      boolean autoCommit,
      Map<String, String> properties) {
    /** The pool takes no less. */
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(250);

    Use waiting(Duration limit) {
      return new Use(
          limit.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : limit,
          idle,
          answer,
          autoCommit,
          properties);
    }
  }

  private MySqlPool(Endpoint endpoint, MySqlConfig config, HikariDataSource connections) {
    this.endpoint = endpoint;
    this.config = config;
    this.connections = connections;
  }

  /**
   * Connects once, so that a wrong setting is told at once and not after a minute of retries.
   *
   * @param name what messages call the database, such as {@code shard 'a'}
   * @throws StorageException of kind UNREACHABLE with one sentence that says why
   */
  public static MySqlPool open(String name, MySqlConfig config) {
    return open(name, config, SCANS);
  }

  /**
   * The same with another limit on the wait for a free connection.
   *
   * @param wait a quarter of a second at least; less counts as that
   */
  public static MySqlPool open(String name, MySqlConfig config, Duration wait) {
    return open(name, config, SCANS.waiting(wait));
  }

  /**
   * How long requests wait.
   *
   * @param connection for a free connection, 250 milliseconds or more
   * @param lock for a lock that another transaction holds, or a table that is being changed, in
   *     whole seconds
   * @param answer for an answer of the server; then the connection is given up
   */
  public record Waits(Duration connection, Duration lock, Duration answer) {}

  /**
   * The same for many short transactions. Auto-commit is off: a transaction begins with its first
   * statement. Texts that a column cannot hold are refused instead of cut, whatever the server's
   * own mode is.
   */
  public static MySqlPool openForRequests(String name, MySqlConfig config, Waits waits) {
    long lockSeconds = waits.lock.toSeconds();
    Map<String, String> properties =
        Map.of(
            "sessionVariables",
            "wait_timeout=28800,innodb_lock_wait_timeout="
                + lockSeconds
                + ",lock_wait_timeout="
                + lockSeconds
                + ",sql_mode='STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'",
            // Saves parsing the same texts again, and statements that would change nothing.
            "cachePrepStmts",
            "true",
            "prepStmtCacheSize",
            "256",
            "prepStmtCacheSqlLimit",
            "4096",
            "useLocalSessionState",
            "true",
            "cacheServerConfiguration",
            "true",
            "maintainTimeStats",
            "false");
    Duration idle = Duration.ofMinutes(10);
    return open(name, config, new Use(waits.connection, idle, waits.answer, false, properties));
  }

  private static MySqlPool open(String name, MySqlConfig config, Use use) {
    Endpoint endpoint = Endpoint.of(name, config);
    Properties properties = properties(config, use);
    try {
      DriverManager.getConnection(config.url(), properties).close();
    } catch (SQLException e) {
      throw MySqlErrors.connecting(endpoint, config, e);
    }
    return new MySqlPool(
        endpoint, config, new HikariDataSource(pool(endpoint, config, properties, use)));
  }

  private static Properties properties(MySqlConfig config, Use use) {
    Properties properties = new Properties();
    properties.setProperty("user", config.user());
    SecretRef password = config.password();
    if (password != null) {
      properties.setProperty("password", password.resolve());
    }
    properties.setProperty("connectTimeout", Long.toString(CONNECT_LIMIT.toMillis()));
    properties.setProperty("socketTimeout", Long.toString(use.answer().toMillis()));
    // A consumer of streamed rows may be slow; the server must not hang up on it meanwhile. Set
    // once here, because the driver's own way costs two statements a page.
    properties.setProperty("netTimeoutForStreamingResults", "0");
    use.properties().forEach(properties::setProperty);
    return properties;
  }

  private static HikariConfig pool(
      Endpoint endpoint, MySqlConfig config, Properties properties, Use use) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName(endpoint.name());
    pool.setJdbcUrl(config.url());
    pool.setDataSourceProperties(properties);
    pool.setMaximumPoolSize(config.maxConnections());
    pool.setMinimumIdle(0);
    pool.setIdleTimeout(use.idle().toMillis());
    pool.setConnectionTimeout(use.patience().toMillis());
    pool.setValidationTimeout(VALIDATION_LIMIT.toMillis());
    pool.setAutoCommit(use.autoCommit());
    pool.setInitializationFailTimeout(-1);
    pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    return pool;
  }

  /** The database in messages. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Borrows a connection for one call. */
  public <T> T call(SqlCall<T> call) {
    try (Connection connection = lease()) {
      return call.with(connection);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Borrows a connection for longer; the caller closes it. */
  public Connection lease() {
    try {
      return connections.getConnection();
    } catch (SQLException e) {
      throw MySqlErrors.connecting(endpoint, config, e);
    }
  }

  private Connection lease(Duration limit) {
    // The data source itself knows only one limit for all.
    var pool = (HikariPool) connections.getHikariPoolMXBean();
    try {
      return pool.getConnection(limit.toMillis());
    } catch (SQLException e) {
      throw MySqlErrors.connecting(endpoint, config, e);
    }
  }

  /**
   * Asks for a sign of life. Waits less for a connection than requests do: who asks gives up soon.
   *
   * @param limit for a free connection, and for the answer then, in whole seconds
   * @throws StorageException of kind UNREACHABLE without one, TRANSIENT if no connection is free
   */
  public void verifyAnswers(Duration limit) {
    try (Connection connection = lease(limit)) {
      if (!connection.isValid(Math.toIntExact(limit.toSeconds()))) {
        evict(connection);
        throw new StorageException(
            StorageException.Kind.UNREACHABLE,
            "No answer from %s within %d seconds.".formatted(endpoint, limit.toSeconds()));
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Makes sure that nobody gets a broken connection again. Call it before the connection is closed;
   * the pool itself trusts a connection that was used a moment ago.
   */
  public void evict(Connection connection) {
    connections.evictConnection(connection);
  }

  /** Connections in use now. */
  public int active() {
    return connections.getHikariPoolMXBean().getActiveConnections();
  }

  /** Connections open and free. */
  public int idle() {
    return connections.getHikariPoolMXBean().getIdleConnections();
  }

  /** Never more connections than this. */
  public int max() {
    return config.maxConnections();
  }

  /** What a failed statement means. */
  public StorageException failed(SQLException e) {
    return MySqlErrors.running(endpoint, e);
  }

  /** Closes all connections. */
  @Override
  public void close() {
    connections.close();
  }
}
