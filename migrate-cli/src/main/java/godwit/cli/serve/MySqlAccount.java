package godwit.cli.serve;

import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.storage.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The account that a server logs in with to a MySQL database of the user's own.
 *
 * @param user its name
 * @param password where its password is kept, or null for none
 */
public record MySqlAccount(String user, @Nullable SecretRef password) {
  private static final String USER = "GODWIT_MYSQL_USER";
  private static final String PASSWORD = "GODWIT_MYSQL_PASSWORD";

  /** Finds it in the environment. */
  public static MySqlAccount of(Session session) {
    String user = session.environment().get(USER);
    String userFile = session.environment().get(USER + "_FILE");
    if (user == null && userFile != null) {
      user = read(session, userFile);
    }
    if (user == null || user.isBlank()) {
      throw Failure.precondition(
          "No database account: set %s and %s, or %1$s_FILE and %2$s_FILE to files that hold them."
              .formatted(USER, PASSWORD));
    }
    return new MySqlAccount(user.strip(), password(session));
  }

  private static @Nullable SecretRef password(Session session) {
    if (session.environment().containsKey(PASSWORD)) {
      return SecretRef.env(PASSWORD);
    }
    String file = session.environment().get(PASSWORD + "_FILE");
    return file == null ? null : SecretRef.file(session.resolve(file).toString());
  }

  private static String read(Session session, String file) {
    try {
      return Files.readString(session.resolve(file));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.PRECONDITION,
          "The file '%s' of %s_FILE cannot be read.".formatted(file, USER),
          e);
    }
  }
}
