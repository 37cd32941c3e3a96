package godwit.storage.mysql;

import godwit.storage.SecretRef;
import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one MySQL or MariaDB schema.
 *
 * @param url a JDBC URL, {@code jdbc:mysql://HOST:PORT/SCHEMA}, without credentials
 * @param user the account to log in as
 * @param password where the password is kept, or null to log in without one
 * @param maxConnections connections open at once, 1 or more, for all threads of a process
 */
public record MySqlConfig(String url, String user, @Nullable SecretRef password, int maxConnections)
    implements Serializable {

  /** Rejects URLs of other databases, URLs with credentials in them, and an empty budget. */
  public MySqlConfig {
    if (!url.startsWith("jdbc:mysql://")) {
      throw new IllegalArgumentException(
          "not a MySQL URL: '" + url + "'; expected jdbc:mysql://HOST:PORT/SCHEMA");
    }
    String lower = url.toLowerCase(Locale.ROOT);
    if (lower.contains("password=") || lower.contains("user=") || lower.contains("@")) {
      throw new IllegalArgumentException(
          "credentials do not belong in a JDBC URL; name the user, and an environment variable or"
              + " a file that holds the password");
    }
    if (maxConnections < 1) {
      throw new IllegalArgumentException("max connections: " + maxConnections + " is below 1");
    }
  }
}
