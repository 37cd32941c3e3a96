package godwit.cli.serve;

import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * The folder of a server that brings its own database: the database, and the secret beside it.
 *
 * @param path an absolute path
 */
public record DataFolder(Path path) {
  private static final int SECRET_BYTES = 32;

  /** Where data go unless told otherwise, by the custom of the XDG folders. */
  public static Path usual(Map<String, String> environment) {
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path root =
        data.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "share")
            : Path.of(data);
    return root.resolve("godwit");
  }

  /** Where the database is. */
  public Path database() {
    return path.resolve("mysql");
  }

  /** Where the master secret is. */
  public Path secretFile() {
    return path.resolve("master-secret");
  }

  /** Makes the folder, unless it is there. */
  void prepare() {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** The file with the folder's own secret, which is made unless it is there. */
  Path madeSecret() {
    try {
      if (!Files.exists(secretFile())) {
        writeSecret();
      }
      return secretFile();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Failure unwritable(IOException e) {
    return new Failure(
        ExitCode.PRECONDITION,
        "The folder '%s' cannot be written; name another one with --data.".formatted(path),
        e);
  }

  /** Whole or not at all: a secret cut short would be used for good. */
  private void writeSecret() throws IOException {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    Path made =
        Files.createTempFile(
            path,
            "master-secret",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(made, HexFormat.of().formatHex(random) + "\n");
      Files.createLink(secretFile(), made);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its secret is the one.
    } finally {
      Files.delete(made);
    }
  }
}
