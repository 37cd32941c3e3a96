package godwit.cli.option;

import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.storage.SecretRef;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A MySQL-compatible server of the user's own to load test data into. */
public final class MySqlServerMixin {
  @Option(
      names = "--mysql-url",
      paramLabel = "URL",
      description = "The server, jdbc:mysql://HOST:PORT/. Without it, one is started here.")
  private @Nullable String url;

  @Option(
      names = "--mysql-user",
      paramLabel = "NAME",
      defaultValue = "root",
      description = "An account that may create schemas. Default: ${DEFAULT-VALUE}.")
  private String user = "";

  @Option(
      names = "--mysql-password-env",
      paramLabel = "VARIABLE",
      description = "The environment variable that holds its password.")
  private @Nullable String passwordVariable;

  @Option(
      names = "--mysql-password-file",
      paramLabel = "FILE",
      description = "The file that holds its password.")
  private @Nullable String passwordFile;

  /** Whether a server was named. */
  public boolean isGiven() {
    return url != null;
  }

  /** The server's URL, ending with a slash. */
  public String url() {
    String given = String.valueOf(url);
    return given.endsWith("/") ? given : given + "/";
  }

  /** The account. */
  public String user() {
    return user;
  }

  /**
   * Where its password is kept, or null for none.
   *
   * @throws Failure of USAGE if two places are named
   */
  public @Nullable SecretRef password(Session session) {
    if (passwordVariable != null && passwordFile != null) {
      throw Failure.usage("Name --mysql-password-env or --mysql-password-file, not both.");
    }
    if (passwordVariable != null) {
      return SecretRef.env(passwordVariable);
    }
    return passwordFile == null ? null : SecretRef.file(session.resolve(passwordFile).toString());
  }
}
