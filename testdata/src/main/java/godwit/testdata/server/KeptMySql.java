package godwit.testdata.server;

import godwit.storage.SecretRef;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A MySQL-compatible server whose data outlive it, in a folder of the user's. Commits are flushed
 * to disk. One process at a time uses a folder; a server that a killed process left running is
 * taken over.
 */
public final class KeptMySql implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final int PAUSE_MILLIS = 50;
  private static final String READY = "ready";

  private final Path folder;
  private final FileChannel lock;
  private final ProcessHandle process;
  private final int port;

  private KeptMySql(Path folder, FileChannel lock, ProcessHandle process, int port) {
    this.folder = folder;
    this.lock = lock;
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server on the folder's data, making both if they are missing, and waits until it
   * answers, a minute at most.
   *
   * @throws StorageException of kind UNREACHABLE if another process uses the folder, or the server
   *     does not start; the message says where its log is
   */
  public static KeptMySql start(Path folder) {
    FileChannel lock = null;
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      lock = lock(folder);
      Optional<ProcessHandle> left = leftRunning(folder);
      return left.isPresent()
          ? takenOver(folder, lock, left.get())
          : started(folder, lock, MySqlBinaries.find());
    } catch (IOException e) {
      release(lock);
      throw failed(folder, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held = null;
    try {
      held = file.tryLock();
    } catch (OverlappingFileLockException ours) {
      // Held by this very process, which is no better.
    }
    if (held == null) {
      file.close();
      throw new StorageException(
          Kind.UNREACHABLE,
          "Another process uses the data in '%s'; stop it, or name another folder."
              .formatted(folder));
    }
    return file;
  }

  private static void release(@Nullable FileChannel lock) {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The server that the pid file names, if that process is really one on this folder. */
  private static Optional<ProcessHandle> leftRunning(Path folder) throws IOException {
    Path file = folder.resolve("pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String pid = Files.readString(file).strip();
    if (!pid.matches("[0-9]{1,10}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(ProcessHandle::isAlive)
        .filter(one -> one.info().commandLine().orElse("").contains(data(folder).toString()));
  }

  private static KeptMySql takenOver(Path folder, FileChannel lock, ProcessHandle process)
      throws IOException {
    int port = Integer.parseInt(Files.readString(portFile(folder)).strip());
    var server = new KeptMySql(folder, lock, process, port);
    server.awaitAnswer();
    server.markReady();
    return server;
  }

  private static KeptMySql started(Path folder, FileChannel lock, MySqlBinaries binaries)
      throws IOException {
    boolean isNew = !Files.exists(folder.resolve(READY));
    if (isNew) {
      install(binaries, folder);
    }
    int port = MySqlProcess.freePort();
    Files.writeString(portFile(folder), Integer.toString(port));
    Process process =
        MySqlProcess.builder(MySqlProcess.keptCommand(binaries, folder, port, isNew), folder)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
            .start();
    var server = new KeptMySql(folder, lock, process.toHandle(), port);
    server.awaitAnswer();
    server.markReady();
    return server;
  }

  /** From now on the data may hold something. */
  private void markReady() throws IOException {
    if (!Files.exists(folder.resolve(READY))) {
      Files.createFile(folder.resolve(READY));
    }
  }

  /** Until a server has answered there is nothing that anybody could miss. */
  private static void install(MySqlBinaries binaries, Path folder) throws IOException {
    for (Path leftover : new Path[] {data(folder), passwordFile(folder), initFile(folder)}) {
      Folders.delete(leftover);
    }
    Files.createDirectories(data(folder));
    MySqlProcess.install(binaries, folder);
    String password = MySqlProcess.newPassword();
    MySqlProcess.writePrivately(passwordFile(folder), password);
    MySqlProcess.writePrivately(initFile(folder), MySqlProcess.accounts(password));
  }

  static Path data(Path folder) {
    return folder.resolve("data");
  }

  static Path initFile(Path folder) {
    return folder.resolve("init.sql");
  }

  private static Path passwordFile(Path folder) {
    return MySqlProcess.passwordFile(folder);
  }

  private static Path portFile(Path folder) {
    return folder.resolve("port");
  }

  private static Path log(Path folder) {
    return folder.resolve("server.log");
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!answers()) {
      if (endedWithin(PAUSE_MILLIS) || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw failed(folder, "it ended, or did not answer within " + START_LIMIT, null);
      }
    }
  }

  private boolean answers() {
    var properties = new Properties();
    properties.setProperty("user", MySqlProcess.USER);
    properties.setProperty("password", passwordRef().resolve());
    try {
      DriverManager.getConnection(url(""), properties).close();
      return true;
    } catch (SQLException notYet) {
      return false;
    }
  }

  private boolean endedWithin(long millis) {
    try {
      process.onExit().get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(folder, "interrupted", e);
    }
  }

  private static StorageException failed(Path folder, String why, @Nullable Exception cause) {
    return new StorageException(
        Kind.UNREACHABLE,
        "The database in '%s' could not be started: %s; its log is %s."
            .formatted(folder, why, log(folder)),
        cause);
  }

  /** The JDBC URL of a schema, without credentials. */
  public String url(String schema) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + schema;
  }

  /** The account to log in as; it may do everything. */
  public String user() {
    return MySqlProcess.USER;
  }

  /** A file with the account's password, readable by its owner only. */
  public SecretRef passwordRef() {
    return SecretRef.file(passwordFile(folder).toString());
  }

  /** The server's process. */
  public long pid() {
    return process.pid();
  }

  /** Stops the server cleanly, waits a minute at most, and leaves its data. */
  @Override
  public void close() {
    process.destroy();
    endedWithin(STOP_LIMIT.toMillis());
    release(lock);
  }
}
