package godwit.cli.session;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process around a command, as values, so that tests can give their own.
 *
 * @param out results, and nothing else
 * @param err progress, logs and failures
 * @param environment environment variables
 * @param folder the current folder, against which relative paths are read
 * @param terminal whether {@code err} is a terminal that can redraw a line
 */
public record Surroundings(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Path folder,
    boolean terminal) {

  /** Copies the environment. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** This process. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        "1".equals(System.getenv("GODWIT_TERMINAL")));
  }

  /** How the user calls Godwit, for the commands we print; the launcher tells us. */
  public String command() {
    return environment.getOrDefault("GODWIT_COMMAND", "godwit");
  }
}
