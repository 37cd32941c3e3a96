package godwit.testdata.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a short command to its end. */
final class CommandRun {
  private CommandRun() {}

  /**
   * Runs it and returns all it printed.
   *
   * @throws IOException if it ends with another status than 0; the message quotes what it printed
   */
  static String of(List<String> command) throws IOException {
    return of(new ProcessBuilder(command));
  }

  /** The same with settings of its own, such as an environment. */
  static String of(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = await(process);
    if (status != 0) {
      throw new IOException(
          builder.command().get(0) + " ended with status " + status + ": " + tail(output));
    }
    return output;
  }

  /** The last lines of a longer text. */
  static String tail(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
  }

  private static int await(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
