package godwit.cli.servers;

import godwit.storage.SecretRef;
import godwit.storage.spanner.SpannerConfig;
import java.util.function.Supplier;

/**
 * A MySQL-compatible server and a Spanner emulator that run on this machine.
 *
 * @param mysqlUrl {@code jdbc:mysql://127.0.0.1:PORT/}
 * @param mysqlUser an account that may do everything
 * @param mysqlPasswordFile the file with its password
 * @param spannerHost {@code host:port} of the emulator
 */
public record LocalServers(
    String mysqlUrl, String mysqlUser, String mysqlPasswordFile, String spannerHost) {

  /** Where the password is kept. */
  public SecretRef passwordRef() {
    return SecretRef.file(mysqlPasswordFile);
  }

  /** The password, looked up when it is needed. */
  public Supplier<String> password() {
    return passwordRef()::resolve;
  }

  /** A database of the emulator; it need not exist yet. */
  public SpannerConfig database(String name) {
    return new SpannerConfig("godwit-local", "godwit", name, spannerHost);
  }
}
