package godwit.storage.mysql;

import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what the driver throws into one sentence that says what to do. */
final class MySqlErrors {
  /** The driver has no class of its own for a server that does not offer it. */
  private static final String NO_TLS = "SSL Connection required";

  private static final int TOO_MANY_CONNECTIONS = 1040;
  private static final int SCHEMA_DENIED = 1044;
  private static final int LOGIN_DENIED = 1045;
  private static final int UNKNOWN_SCHEMA = 1049;
  private static final int UNKNOWN_COLUMN = 1054;
  private static final int TABLE_DENIED = 1142;
  private static final int UNKNOWN_TABLE = 1146;
  private static final int LOCK_WAIT = 1205;
  private static final int DEADLOCK = 1213;

  private MySqlErrors() {}

  /** A failure to open a connection. */
  static StorageException connecting(Endpoint endpoint, MySqlConfig config, SQLException e) {
    if (e instanceof SQLTransientConnectionException && deepest(e, SQLException.class) == e) {
      return new StorageException(
          Kind.TRANSIENT,
          "No connection to %s became free in time; all %d are in use."
              .formatted(endpoint, config.maxConnections()),
          e);
    }
    return new StorageException(
        Kind.UNREACHABLE, "Cannot reach " + endpoint + ": " + reason(config, e) + ".", e);
  }

  private static String reason(MySqlConfig config, SQLException e) {
    SQLException root = deepest(e, SQLException.class);
    int code = root == null ? 0 : root.getErrorCode();
    return switch (code) {
      case LOGIN_DENIED ->
          "user '%s' or its password%s was refused".formatted(config.user(), from(config));
      case SCHEMA_DENIED -> "user '" + config.user() + "' may not use this schema";
      case UNKNOWN_SCHEMA -> "the server has no such schema";
      case TOO_MANY_CONNECTIONS -> "the server has too many connections already";
      default -> networkReason(e);
    };
  }

  private static String from(MySqlConfig config) {
    return config.password() == null ? " (none is set)" : " (from " + config.password() + ")";
  }

  private static String networkReason(SQLException e) {
    if (deepest(e, UnknownHostException.class) != null) {
      return "the host name is unknown";
    }
    if (deepest(e, SSLException.class) != null || told(e).startsWith(NO_TLS)) {
      return "TLS could not be set up; check the server's certificate and sslMode in the URL";
    }
    if (deepest(e, ConnectException.class) != null) {
      return "the connection was refused; check that the server runs and listens there";
    }
    if (deepest(e, SocketTimeoutException.class) != null
        || deepest(e, NoRouteToHostException.class) != null) {
      return "no answer; check the address and the firewall";
    }
    return told(e);
  }

  /** A failure of a statement. */
  static StorageException running(Endpoint endpoint, SQLException e) {
    return switch (e.getErrorCode()) {
      case UNKNOWN_COLUMN, UNKNOWN_TABLE ->
          new StorageException(
              Kind.UNSUITABLE, "The schema of " + endpoint + " has changed: " + told(e) + ".", e);
      case TABLE_DENIED ->
          new StorageException(
              Kind.UNSUITABLE,
              "A privilege is missing at " + endpoint + ": " + told(e) + "; grant it.",
              e);
      case LOCK_WAIT, DEADLOCK -> transientFailure(endpoint, e);
      default ->
          isLostConnection(e)
              ? transientFailure(endpoint, e)
              : new StorageException(
                  Kind.BROKEN, "A statement failed at " + endpoint + ": " + told(e) + ".", e);
    };
  }

  private static StorageException transientFailure(Endpoint endpoint, SQLException e) {
    return new StorageException(
        Kind.TRANSIENT, "A statement was cut off at " + endpoint + ": " + told(e) + ".", e);
  }

  private static boolean isLostConnection(SQLException e) {
    String state = e.getSQLState();
    boolean told = state != null && (state.startsWith("08") || state.startsWith("40"));
    // In the middle of streamed rows the driver tells it by the cause only.
    return told || deepest(e, IOException.class) != null;
  }

  /** The first line of the driver's message, which for lost connections runs over several. */
  private static String told(SQLException e) {
    String message = String.valueOf(e.getMessage());
    String line = message.lines().filter(text -> !text.isBlank()).findFirst().orElse(message);
    return line.strip().replaceAll("\\.$", "") + " (error " + e.getErrorCode() + ")";
  }

  /** The innermost cause of a type, or null if there is none. */
  private static <T extends Throwable> @Nullable T deepest(Throwable thrown, Class<T> type) {
    T found = null;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        found = type.cast(t);
      }
    }
    return found;
  }
}
