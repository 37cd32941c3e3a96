package godwit.cli.servers;

import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Servers held by a process of their own, which outlives this one. Ending that process ends the
 * servers and removes their files.
 */
public final class BackgroundServers implements ServerHolder {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** Hanging up the terminal and Ctrl-C are for the program in front, not for the servers. */
  private static final String DETACHED = "trap '' HUP INT; exec \"$0\" \"$@\"";

  private final Process process;
  private final LocalServers servers;

  private BackgroundServers(Process process, LocalServers servers) {
    this.process = process;
    this.servers = servers;
  }

  /**
   * Starts them and waits until they answer.
   *
   * @param mainClass the class whose main method understands the arguments
   * @param arguments what makes it hold servers and write their addresses into a file
   * @param folder an existing folder for that file and for the process's log
   * @throws Failure PRECONDITION if they do not start
   */
  public static BackgroundServers start(Class<?> mainClass, List<String> arguments, Path folder) {
    Path log = folder.resolve("servers.log");
    try {
      Path file = folder.resolve(ServersFile.NAME);
      Files.deleteIfExists(file);
      Process process =
          new ProcessBuilder(command(mainClass, arguments, folder))
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return await(process, file, log);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.PRECONDITION, "Servers cannot be started: " + e.getMessage() + ".", e);
    }
  }

  private static List<String> command(Class<?> mainClass, List<String> arguments, Path folder) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DETACHED));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(mainClass.getName());
    command.addAll(arguments);
    command.add(folder.toString());
    return command;
  }

  private static BackgroundServers await(Process process, Path file, Path log) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        Optional<LocalServers> servers = ServersFile.read(file);
        if (servers.isPresent()) {
          return new BackgroundServers(process, servers.get());
        }
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          throw Failure.precondition("Servers cannot be started. " + lastLine(log));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroy();
    throw Failure.precondition("Servers did not start in time; see " + log + ".");
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  @Override
  public LocalServers servers() {
    return servers;
  }

  /** The process to end when the servers are no longer wanted. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
