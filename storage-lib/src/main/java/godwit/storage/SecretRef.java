package godwit.storage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a secret is kept. Holds the place, never the secret, so that it can be printed, logged and
 * sent to workers, which look it up themselves.
 *
 * @param kind environment variable or file
 * @param place the variable's name or the file's path
 */
public record SecretRef(Kind kind, String place) implements Serializable {
  /** The kinds of places. */
  public enum Kind {
    /** An environment variable of the process that connects. */
    ENV,
    /** A file readable by the process that connects; a trailing line end is cut off. */
    FILE
  }

  /** A secret in an environment variable. */
  public static SecretRef env(String name) {
    return new SecretRef(Kind.ENV, name);
  }

  /** A secret in a file. */
  public static SecretRef file(String path) {
    return new SecretRef(Kind.FILE, path);
  }

  /**
   * Looks the secret up.
   *
   * @throws StorageException of kind UNREACHABLE if there is none at that place
   */
  public String resolve() {
    return switch (kind) {
      case ENV -> fromEnvironment();
      case FILE -> fromFile();
    };
  }

  private String fromEnvironment() {
    String value = System.getenv(place);
    if (value == null) {
      throw missing("environment variable " + place + " is not set", null);
    }
    return value;
  }

  private String fromFile() {
    try {
      return Files.readString(Path.of(place)).stripTrailing();
    } catch (IOException e) {
      throw missing("file " + place + " cannot be read", e);
    }
  }

  private static StorageException missing(
      String what, @org.jspecify.annotations.Nullable Exception e) {
    return new StorageException(StorageException.Kind.UNREACHABLE, "No secret: " + what + ".", e);
  }

  @Override
  public String toString() {
    return kind == Kind.ENV ? "env " + place : "file " + place;
  }
}
