package godwit.cli.session;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the stack trace of a failure goes: never in the way of the sentence. */
final class StackTraces {
  private final Surroundings surroundings;

  StackTraces(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Prints it if asked; keeps it in a file if nobody can have expected the failure. */
  void tell(Failure failure, boolean verbose) {
    if (verbose) {
      failure.printStackTrace(surroundings.err());
    } else if (failure.exit() == ExitCode.INTERNAL) {
      keep(failure);
    }
  }

  private void keep(Failure failure) {
    try {
      Path file = Files.createTempFile("godwit-failure-", ".log");
      try (PrintWriter log = new PrintWriter(Files.newBufferedWriter(file))) {
        failure.printStackTrace(log);
      }
      surroundings.err().println("The stack trace is in " + file + ".");
    } catch (IOException e) {
      // The failure itself is told already; only the hint is lost.
      surroundings.err().println("Run it again with --verbose for the stack trace.");
    }
  }
}
