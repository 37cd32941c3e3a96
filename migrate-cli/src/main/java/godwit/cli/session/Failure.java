package godwit.cli.session;

import org.jspecify.annotations.Nullable;

/** Ends a command with an exit code and one sentence that says what to do. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;

  /** A failure with its cause, which only {@code --verbose} shows. */
  public Failure(ExitCode exit, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.exit = exit;
  }

  /** A wrong command line. */
  public static Failure usage(String sentence) {
    return new Failure(ExitCode.USAGE, sentence, null);
  }

  /** Something that must hold does not. */
  public static Failure precondition(String sentence) {
    return new Failure(ExitCode.PRECONDITION, sentence, null);
  }

  /** What the process exits with. */
  public ExitCode exit() {
    return exit;
  }
}
