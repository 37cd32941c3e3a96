package godwit.cli.session;

import godwit.storage.StorageException;

/** Turns whatever was thrown into a {@link Failure}: the one place where this is decided. */
public final class Failures {
  private Failures() {}

  /**
   * The exit code and the sentence for a failure. The first cause that is classified decides, since
   * a runner wraps what its workers threw.
   */
  public static Failure of(Throwable thrown) {
    return of(thrown, ExitCode.USAGE);
  }

  /**
   * The same for a failure after something was opened: a value that is refused then came from a
   * server or from us, and not from the command line.
   */
  public static Failure duringWork(Throwable thrown) {
    return of(thrown, ExitCode.INTERNAL);
  }

  private static Failure of(Throwable thrown, ExitCode refusedArgument) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        return failure;
      }
      if (cause instanceof StorageException storage) {
        return new Failure(exit(storage.kind()), sentence(storage), thrown);
      }
    }
    if (thrown instanceof IllegalArgumentException && refusedArgument == ExitCode.USAGE) {
      return new Failure(ExitCode.USAGE, sentence(thrown), thrown);
    }
    return new Failure(
        ExitCode.INTERNAL,
        "Unexpected %s: %s".formatted(thrown.getClass().getSimpleName(), sentence(thrown)),
        thrown);
  }

  private static ExitCode exit(StorageException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, UNSUITABLE -> ExitCode.PRECONDITION;
      case CONFLICT -> ExitCode.STOPPED;
      case TRANSIENT, REJECTED, BROKEN -> ExitCode.INTERNAL;
    };
  }

  /** On one line: what servers say about themselves often has several. */
  private static String sentence(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank()
        ? "no message"
        : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
