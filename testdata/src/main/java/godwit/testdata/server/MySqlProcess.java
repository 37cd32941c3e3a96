package godwit.testdata.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A server process with a folder of its own: data, log, socket and password file.
 *
 * @param process the running server
 * @param folder all its files; only its owner may read them
 * @param port on the loopback interface
 */
record MySqlProcess(Process process, Path folder, int port) {
  static final String USER = "godwit";

  /** Makes a data folder and starts the server on a free port; does not wait until it answers. */
  static MySqlProcess launch(MySqlBinaries binaries, Path folder) throws IOException {
    Files.createDirectory(folder.resolve("data"));
    install(binaries, folder);
    String password = newPassword();
    writePrivately(passwordFile(folder), password);
    writePrivately(folder.resolve("init.sql"), accounts(password));
    int port = freePort();
    Process process =
        builder(serverCommand(binaries, folder, port), folder)
            .redirectErrorStream(true)
            .redirectOutput(logFile(folder).toFile())
            .start();
    return new MySqlProcess(process, folder, port);
  }

  static Path passwordFile(Path folder) {
    return folder.resolve("password");
  }

  /** The last lines the server wrote. */
  String logTail() {
    try {
      return CommandRun.tail(Files.readString(logFile(folder)));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** Kills the server, whose data nobody wants any more, and removes its folder. */
  void discard() {
    process.destroyForcibly();
    try {
      process.waitFor();
      Folders.delete(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.getLogger(MySqlProcess.class.getName())
          .log(System.Logger.Level.WARNING, "could not remove " + folder, e);
    }
  }

  private static Path logFile(Path folder) {
    return folder.resolve("server.log");
  }

  /** Fills the empty data folder. */
  static void install(MySqlBinaries binaries, Path folder) throws IOException {
    CommandRun.of(builder(installCommand(binaries, folder.resolve("data")), folder));
  }

  /**
   * A command whose temporary tables are in a place of its own: a server that starts removes those
   * it finds, and in a shared place they may be those of another that runs.
   */
  static ProcessBuilder builder(List<String> command, Path folder) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    var builder = new ProcessBuilder(command);
    builder.environment().put("TMPDIR", temporary.toString());
    return builder;
  }

  private static List<String> installCommand(MySqlBinaries binaries, Path data) {
    List<String> command = new ArrayList<>();
    if (binaries.installer() == null) {
      command.add(binaries.daemon().toString());
      command.add("--no-defaults");
      command.add("--initialize-insecure");
    } else {
      command.add(binaries.installer().toString());
      command.add("--no-defaults");
      command.add("--auth-root-authentication-method=normal");
      command.add("--skip-test-db");
    }
    addFolders(command, binaries, data);
    return command;
  }

  private static List<String> serverCommand(MySqlBinaries binaries, Path folder, int port) {
    List<String> command = commonCommand(binaries, folder, port);
    command.add("--init-file=" + folder.resolve("init.sql"));
    // The data is thrown away with the process, so a crash of the machine need not be survived.
    command.add("--innodb-flush-log-at-trx-commit=0");
    command.add("--skip-innodb-doublewrite");
    command.add("--performance-schema=OFF");
    command.add("--innodb-buffer-pool-size=256M");
    return command;
  }

  /**
   * A server whose data are kept: every commit reaches the disk.
   *
   * @param isNew whether the accounts are still to be made
   */
  static List<String> keptCommand(MySqlBinaries binaries, Path folder, int port, boolean isNew) {
    List<String> command = commonCommand(binaries, folder, port);
    command.add("--innodb-flush-log-at-trx-commit=1");
    command.add("--innodb-buffer-pool-size=128M");
    if (isNew) {
      command.add("--init-file=" + folder.resolve("init.sql"));
    }
    return command;
  }

  private static List<String> commonCommand(MySqlBinaries binaries, Path folder, int port) {
    List<String> command = new ArrayList<>();
    command.add(binaries.daemon().toString());
    command.add("--no-defaults");
    addFolders(command, binaries, folder.resolve("data"));
    command.add("--bind-address=127.0.0.1");
    command.add("--port=" + port);
    // Relative to the data folder: the path of a socket may have some hundred characters only.
    command.add("--socket=socket");
    command.add("--pid-file=" + folder.resolve("pid"));
    command.add("--skip-name-resolve");
    command.add("--skip-log-bin");
    command.add("--max-allowed-packet=64M");
    if (binaries.installer() != null) {
      // MariaDB encrypts by itself, which costs on a loopback interface and protects nothing.
      command.add("--skip-ssl");
    }
    return command;
  }

  private static void addFolders(List<String> command, MySqlBinaries binaries, Path data) {
    command.add("--datadir=" + data);
    if (binaries.home() != null) {
      command.add("--basedir=" + binaries.home());
    }
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--user=root");
    }
  }

  static String newPassword() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** One statement a line, as an init file wants it. */
  static String accounts(String password) {
    return """
    ALTER USER 'root'@'localhost' IDENTIFIED BY '%2$s';
    CREATE USER '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
    GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'127.0.0.1' WITH GRANT OPTION;
    """
        .formatted(USER, password);
  }

  static void writePrivately(Path file, String text) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
