package godwit.storage;

import org.jspecify.annotations.Nullable;

/** A storage operation that failed, classified so that callers need not know the backend. */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What kind of failure it was, and so what helps. */
  public enum Kind {
    /** The server did not answer, or refused the login: nothing was done; the operator must act. */
    UNREACHABLE,
    /** The server is not what it should be: schema missing, contradictory or unknown. */
    UNSUITABLE,
    /** It may succeed when tried again: aborted, unavailable, timed out, out of quota. */
    TRANSIENT,
    /** The backend will never take this row as it is; other rows may go. */
    REJECTED,
    /** Somebody else changed the same thing meanwhile, or it must not be changed any more. */
    CONFLICT,
    /** Anything else: a bug or a broken server. */
    BROKEN
  }

  /** A failure with its cause; the message is one sentence without payloads or secrets. */
  public StorageException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** A failure found by ourselves. */
  public StorageException(Kind kind, String message) {
    this(kind, message, null);
  }

  /** What kind of failure it was. */
  public Kind kind() {
    return kind;
  }
}
