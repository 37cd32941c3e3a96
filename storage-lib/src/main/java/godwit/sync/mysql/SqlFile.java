package godwit.sync.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A statement kept in a file beside this class. */
final class SqlFile {
  private SqlFile() {}

  /** The text of that file without its comment. */
  static String read(String name) {
    try (InputStream file = SqlFile.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the statement " + name + " was not packed");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)^--.*\n", "").strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
