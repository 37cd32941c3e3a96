package godwit.cli.serve;

import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.storage.StorageException;
import java.sql.SQLException;

/** A schema that is not there, which {@code --create} would make. */
final class MissingSchema {
  /** What MySQL and MariaDB answer then. */
  private static final int UNKNOWN_SCHEMA = 1049;

  private MissingSchema() {}

  /** The failure as it was, or with the advice if that is what it is. */
  static RuntimeException advised(RuntimeException e) {
    if (!(e instanceof StorageException) || !isOne(e)) {
      return e;
    }
    String sentence = String.valueOf(e.getMessage()).replaceAll("\\.$", "");
    return new Failure(ExitCode.PRECONDITION, sentence + "; add --create to make it.", e);
  }

  private static boolean isOne(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getErrorCode() == UNKNOWN_SCHEMA) {
        return true;
      }
    }
    return false;
  }
}
