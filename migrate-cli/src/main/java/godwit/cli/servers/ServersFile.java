package godwit.cli.servers;

import godwit.cli.session.Failure;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/** The addresses of servers in a file: how the process that holds them tells others. */
public final class ServersFile {
  /** Its name in the folder that it is written to. */
  public static final String NAME = "servers.properties";

  private static final String PID = "holder.pid";
  private static final String STARTED = "holder.started";

  private ServersFile() {}

  /** Writes it in one step, so that nobody reads half of it. */
  public static void write(Path folder, LocalServers servers) throws IOException {
    Properties values = new Properties();
    values.setProperty("mysql.url", servers.mysqlUrl());
    values.setProperty("mysql.user", servers.mysqlUser());
    values.setProperty("mysql.password-file", servers.mysqlPasswordFile());
    values.setProperty("spanner.host", servers.spannerHost());
    ProcessHandle self = ProcessHandle.current();
    values.setProperty(PID, Long.toString(self.pid()));
    values.setProperty(STARTED, started(self));
    Path draft = folder.resolve(NAME + ".draft");
    try (BufferedWriter writer = Files.newBufferedWriter(draft)) {
      values.store(writer, "Servers on this machine. The password is in the file named here.");
    }
    Files.move(draft, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
  }

  /** The process that holds the servers of a folder; empty if none does, or it has ended. */
  public static Optional<ProcessHandle> holder(Path folder) throws IOException {
    Properties values = load(folder.resolve(NAME));
    String pid = values.getProperty(PID, "");
    if (!pid.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    // By its time too: numbers of processes that have ended are given out again.
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(ProcessHandle::isAlive)
        .filter(process -> started(process).equals(values.getProperty(STARTED)));
  }

  /** Makes sure that nobody's servers are lost sight of. */
  public static void requireFree(Path folder, String otherFolder) throws IOException {
    holder(folder)
        .ifPresent(
            process -> {
              throw Failure.precondition(
                  "The servers of the folder '%s' still run; end them with 'kill %d', or %s."
                      .formatted(folder, process.pid(), otherFolder));
            });
  }

  /** Deletes the file that this process wrote; leaves one of another. */
  public static void deleteOwn(Path folder) throws IOException {
    if (holder(folder).filter(ProcessHandle.current()::equals).isPresent()) {
      Files.deleteIfExists(folder.resolve(NAME));
    }
  }

  /** What was written; empty while there is no such file. */
  static Optional<LocalServers> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties values = load(file);
    return Optional.of(
        new LocalServers(
            values.getProperty("mysql.url", ""),
            values.getProperty("mysql.user", ""),
            values.getProperty("mysql.password-file", ""),
            values.getProperty("spanner.host", "")));
  }

  private static Properties load(Path file) throws IOException {
    Properties values = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    } catch (NoSuchFileException e) {
      // Then there are none.
    }
    return values;
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }
}
