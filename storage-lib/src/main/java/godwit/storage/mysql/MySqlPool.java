package godwit.storage.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import godwit.storage.SecretRef;
import godwit.storage.StorageException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * The connections to one schema: never more than its budget, opened when needed. Callers wait for a
 * free one, a minute at most unless told otherwise. Safe to share between threads.
 */
public final class MySqlPool implements AutoCloseable {
  private static final Duration WAIT_LIMIT = Duration.ofSeconds(60);
  // The pool takes no less.
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(30);
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(60);

  private final Endpoint endpoint;
  private final MySqlConfig config;
  private final HikariDataSource connections;

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
    return open(name, config, WAIT_LIMIT);
  }

  /**
   * The same with another limit on the wait for a free connection.
   *
   * @param wait a quarter of a second at least; less counts as that
   */
  public static MySqlPool open(String name, MySqlConfig config, Duration wait) {
    Endpoint endpoint = Endpoint.of(name, config);
    Properties properties = properties(config);
    try {
      DriverManager.getConnection(config.url(), properties).close();
    } catch (SQLException e) {
      throw MySqlErrors.connecting(endpoint, config, e);
    }
    return new MySqlPool(
        endpoint, config, new HikariDataSource(pool(endpoint, config, properties, wait)));
  }

  private static Properties properties(MySqlConfig config) {
    Properties properties = new Properties();
    properties.setProperty("user", config.user());
    SecretRef password = config.password();
    if (password != null) {
      properties.setProperty("password", password.resolve());
    }
    properties.setProperty("connectTimeout", Long.toString(CONNECT_LIMIT.toMillis()));
    properties.setProperty("socketTimeout", Long.toString(ANSWER_LIMIT.toMillis()));
    // A consumer of streamed rows may be slow; the server must not hang up on it meanwhile. Set
    // once here, because the driver's own way costs two statements a page.
    properties.setProperty("netTimeoutForStreamingResults", "0");
    properties.setProperty("sessionVariables", "net_write_timeout=3600,wait_timeout=28800");
    return properties;
  }

  private static HikariConfig pool(
      Endpoint endpoint, MySqlConfig config, Properties properties, Duration wait) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName(endpoint.name());
    pool.setJdbcUrl(config.url());
    pool.setDataSourceProperties(properties);
    pool.setMaximumPoolSize(config.maxConnections());
    pool.setMinimumIdle(0);
    pool.setIdleTimeout(IDLE_LIMIT.toMillis());
    pool.setConnectionTimeout(Math.max(wait.toMillis(), SHORTEST_WAIT.toMillis()));
    pool.setInitializationFailTimeout(-1);
    pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    return pool;
  }

  /** The database in messages. */
  Endpoint endpoint() {
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
  Connection lease() {
    try {
      return connections.getConnection();
    } catch (SQLException e) {
      throw MySqlErrors.connecting(endpoint, config, e);
    }
  }

  /**
   * Makes sure that nobody gets a broken connection again. Call it before the connection is closed;
   * the pool itself trusts a connection that was used a moment ago.
   */
  void evict(Connection connection) {
    connections.evictConnection(connection);
  }

  /** What a failed statement means. */
  StorageException failed(SQLException e) {
    return MySqlErrors.running(endpoint, e);
  }

  /** Closes all connections. */
  @Override
  public void close() {
    connections.close();
  }
}
