package godwit.storage.spanner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A statement kept in a file beside the class that runs it. */
public final class SqlFile {
  private SqlFile() {}

  /** The text of a file of this package. */
  static String read(String name) {
    return read(SqlFile.class, name);
  }

  /** The text of a file in the package of {@code reader}. */
  public static String read(Class<?> reader, String name) {
    try (InputStream file = reader.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the statement " + name + " was not packed");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
