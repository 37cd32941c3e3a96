package godwit.cli.servers;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** The addresses of servers in a file: how the process that holds them tells others. */
public final class ServersFile {
  /** Its name in the folder that it is written to. */
  public static final String NAME = "servers.properties";

  private ServersFile() {}

  /** Writes it in one step, so that nobody reads half of it. */
  public static void write(Path folder, LocalServers servers) throws IOException {
    Properties values = new Properties();
    values.setProperty("mysql.url", servers.mysqlUrl());
    values.setProperty("mysql.user", servers.mysqlUser());
    values.setProperty("mysql.password-file", servers.mysqlPasswordFile());
    values.setProperty("spanner.host", servers.spannerHost());
    Path draft = folder.resolve(NAME + ".draft");
    try (BufferedWriter writer = Files.newBufferedWriter(draft)) {
      values.store(writer, "Servers on this machine. The password is in the file named here.");
    }
    Files.move(draft, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
  }

  /** What was written; empty while there is no such file. */
  static Optional<LocalServers> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties values = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    }
    return Optional.of(
        new LocalServers(
            values.getProperty("mysql.url", ""),
            values.getProperty("mysql.user", ""),
            values.getProperty("mysql.password-file", ""),
            values.getProperty("spanner.host", "")));
  }
}
