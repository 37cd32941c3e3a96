package godwit.testdata.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class EmbeddedMySqlTest {
  @Test
  void shared_answersAndKeepsSchemasApart() throws SQLException {
    EmbeddedMySql server = EmbeddedMySql.shared();
    server.createSchema("embedded_test");
    try (Connection connection = server.connect("embedded_test");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (a INT)");
      statement.execute("INSERT INTO t VALUES (7)");
      try (ResultSet rows = statement.executeQuery("SELECT a FROM t")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(7);
      }
    }

    server.dropSchema("embedded_test");

    assertThatThrownBy(() -> server.connect("embedded_test").close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("embedded_test");
  }

  @Test
  void close_endsTheProcessAndRemovesItsFiles() {
    EmbeddedMySql server = EmbeddedMySql.start();
    Path password = Path.of(server.passwordRef().place());
    assertThat(password).exists();

    server.close();
    server.close();

    assertThat(Files.exists(password.getParent())).isFalse();
    assertThatThrownBy(
            () -> java.sql.DriverManager.getConnection(server.url(""), "godwit", "x").close())
        .isInstanceOf(SQLException.class);
  }

  /** Else one that starts would take away those of another. */
  @Test
  void temporaryTables_areInAPlaceOfTheServersOwn() throws SQLException {
    EmbeddedMySql server = EmbeddedMySql.shared();
    try (Connection connection = server.connect("");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@tmpdir")) {
      assertThat(row.next()).isTrue();
      assertThat(Path.of(row.getString(1)).getParent())
          .isEqualTo(Path.of(server.passwordRef().place()).getParent());
    }
  }

  @Test
  void createSchema_refusesOddNames() {
    assertThatThrownBy(() -> EmbeddedMySql.shared().createSchema("a`b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a`b");
  }
}
