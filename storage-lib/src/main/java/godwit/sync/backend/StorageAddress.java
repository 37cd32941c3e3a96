package godwit.sync.backend;

import godwit.storage.SecretRef;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where records are kept: {@code mysql://HOST:PORT/SCHEMA} or {@code
 * spanner:projects/P/instances/I/databases/D}.
 *
 * @param kind which backend
 * @param place what follows {@code mysql:} or {@code spanner:}
 */
public record StorageAddress(Kind kind, String place) {
  private static final Pattern MYSQL =
      Pattern.compile("mysql:(//[^/@?\\s]+/[A-Za-z0-9_$-]{1,64}(?:\\?[^\\s]*)?)");
  private static final Pattern SPANNER =
      Pattern.compile("spanner:(projects/[^/]+/instances/[^/]+/databases/[^/]+)");

  /** The backends. */
  public enum Kind {
    /** MySQL or MariaDB. */
    MYSQL,
    /** Cloud Spanner, or its emulator. */
    SPANNER
  }

  /** Reads an address as a user writes it. */
  public static StorageAddress parse(String text) {
    var mysql = MYSQL.matcher(text);
    if (mysql.matches()) {
      return new StorageAddress(Kind.MYSQL, mysql.group(1));
    }
    var spanner = SPANNER.matcher(text);
    if (spanner.matches()) {
      return new StorageAddress(Kind.SPANNER, spanner.group(1));
    }
    throw new IllegalArgumentException(
        "Not a storage: '%s'; expected mysql://HOST:PORT/SCHEMA or %s (credentials come from the environment)."
            .formatted(
                text.replaceAll("//[^/]*@", "//…@"), "spanner:projects/P/instances/I/databases/D"));
  }

  /**
   * How to reach a MySQL schema.
   *
   * @param user the account
   * @param password where its password is kept, or null for none
   */
  public MySqlConfig mysql(String user, @Nullable SecretRef password, int maxConnections) {
    return new MySqlConfig("jdbc:mysql:" + place, user, password, maxConnections);
  }

  /** How to reach a Spanner database. */
  public SpannerConfig spanner(@Nullable String emulatorHost) {
    return SpannerConfig.parse(place, emulatorHost);
  }
}
