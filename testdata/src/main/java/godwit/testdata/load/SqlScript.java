package godwit.testdata.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs the statements of a file beside this class, which are separated by semicolons. */
final class SqlScript {
  private SqlScript() {}

  static void run(Connection connection, String file) throws SQLException {
    run(connection, file, "");
  }

  /** Puts {@code n} in the place of {@code {n}}. */
  static void run(Connection connection, String file, String n) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : read(file).replace("{n}", n).split(";")) {
        statement.execute(sql);
      }
    }
  }

  private static String read(String file) {
    try (InputStream stream = SqlScript.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("missing from the jar: " + file);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)^--.*\n", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
