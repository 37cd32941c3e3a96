package godwit.testdata.server;

import godwit.storage.SecretRef;
import godwit.storage.mysql.MySqlConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A real MariaDB or MySQL server, started as a process of our own on a free port of the loopback
 * interface, with a temporary data folder and a random password. Ends with the JVM at the latest.
 *
 * <p>An installed server is used if there is one; else the MariaDB that Maven Central ships. Its
 * first start unpacks about 360 MB into the user's cache folder, which later starts reuse.
 */
public final class EmbeddedMySql implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int START_ATTEMPTS = 3;
  private static final Pattern SCHEMA_NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");

  private final MySqlProcess server;
  private final Thread hook;

  private EmbeddedMySql(MySqlProcess server) {
    this.server = server;
    this.hook = new Thread(server::discard, "stop-embedded-mysql");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The server for all tests of a JVM; it is never closed but by the JVM's end. */
  public static EmbeddedMySql shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    static final EmbeddedMySql SERVER = start();
  }

  /**
   * Starts a server and waits until it answers, a minute at most.
   *
   * @throws IllegalStateException if it cannot be started; the message quotes its log
   */
  public static EmbeddedMySql start() {
    try {
      MySqlBinaries binaries = MySqlBinaries.find();
      for (int attempt = 1; ; attempt++) {
        try {
          return startOnce(binaries);
        } catch (IllegalStateException e) {
          // The free port may have been taken by somebody else meanwhile.
          if (attempt == START_ATTEMPTS) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot start a MySQL server: " + e.getMessage(), e);
    }
  }

  private static EmbeddedMySql startOnce(MySqlBinaries binaries) throws IOException {
    Path folder = Files.createTempDirectory("godwit-mysql");
    MySqlProcess process;
    try {
      process = MySqlProcess.launch(binaries, folder);
    } catch (IOException e) {
      Folders.delete(folder);
      throw e;
    }
    EmbeddedMySql server = new EmbeddedMySql(process);
    try {
      server.awaitAnswer();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try {
        connect("").close();
        return;
      } catch (SQLException e) {
        if (endedWithin(50) || System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "Cannot start a MySQL server: " + e.getMessage() + "\n" + server.logTail(), e);
        }
      }
    }
  }

  /** Waits a moment, which also paces the attempts to connect. */
  private boolean endedWithin(long millis) {
    try {
      return server.process().waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a MySQL server started.", e);
    }
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return server.port();
  }

  /** The JDBC URL of a schema, without credentials. */
  public String url(String schema) {
    return "jdbc:mysql://127.0.0.1:" + port() + "/" + schema;
  }

  /** The account to log in as; it may do everything. */
  public String user() {
    return MySqlProcess.USER;
  }

  /** The account's password. */
  public String password() {
    return passwordRef().resolve();
  }

  /** A file with the account's password, readable by this user only. */
  public SecretRef passwordRef() {
    return SecretRef.file(MySqlProcess.passwordFile(server.folder()).toString());
  }

  /** How to reach a schema of this server with at most 4 connections. */
  public MySqlConfig config(String schema) {
    return new MySqlConfig(url(schema), user(), passwordRef(), 4);
  }

  /** Makes an empty schema; it must not exist yet. */
  public void createSchema(String name) {
    administer("CREATE DATABASE " + quoted(name));
  }

  /** Removes a schema and all that is in it, if it exists. */
  public void dropSchema(String name) {
    administer("DROP DATABASE IF EXISTS " + quoted(name));
  }

  private static String quoted(String name) {
    if (!SCHEMA_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not a schema name: '" + name + "'; use 1 to 64 letters, digits and underscores");
    }
    return "`" + name + "`";
  }

  private void administer(String sql) {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + ": " + e.getMessage(), e);
    }
  }

  /** Connects to a schema, or to none if the name is empty; the caller closes the connection. */
  public Connection connect(String schema) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user());
    properties.setProperty("password", password());
    // Both make loading test data several times as fast.
    properties.setProperty("rewriteBatchedStatements", "true");
    properties.setProperty("sslMode", "DISABLED");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    return DriverManager.getConnection(url(schema), properties);
  }

  /** Kills the server and removes its data. A second call does nothing. */
  @Override
  public void close() {
    server.discard();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The JVM is ending and runs the hook itself; there is nothing to remove.
    }
  }
}
