package godwit.sync.mysql;

import java.sql.SQLException;

/** Carries a failed statement through a session's work to where it is answered. */
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int UNKNOWN_TABLE = 1146;
  private static final int DUPLICATE = 1062;

  private final SQLException failure;

  SqlFailure(SQLException failure) {
    super(failure);
    this.failure = failure;
  }

  SQLException failure() {
    return failure;
  }

  boolean isMissingTable() {
    return failure.getErrorCode() == UNKNOWN_TABLE;
  }

  boolean isDuplicate() {
    return failure.getErrorCode() == DUPLICATE;
  }
}
