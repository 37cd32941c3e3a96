package godwit.storage.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.storage.SecretRef;
import godwit.storage.StorageException;
import godwit.testdata.server.EmbeddedMySql;
import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sentence that says what is wrong and where, and no secret. */
@Tag("server")
class MySqlErrorsTest {
  private final EmbeddedMySql server = EmbeddedMySql.shared();
  @TempDir Path folder;

  private static void assertUnreachable(MySqlConfig config, String message) {
    assertThatThrownBy(() -> MySqlShard.open("a", config).close())
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNREACHABLE))
        .hasMessage(message);
  }

  @Test
  void wrongPassword() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "open sesame");
    MySqlConfig config =
        new MySqlConfig(server.url("mysql"), server.user(), SecretRef.file(secret.toString()), 1);
    assertUnreachable(
        config,
        "Cannot reach shard 'a' at 127.0.0.1:%d/mysql: user 'godwit' or its password (from file %s) was refused."
            .formatted(server.port(), secret));
  }

  @Test
  void noPassword() {
    assertUnreachable(
        new MySqlConfig(server.url("mysql"), "nobody", null, 1),
        "Cannot reach shard 'a' at 127.0.0.1:%d/mysql: user 'nobody' or its password (none is set) was refused."
            .formatted(server.port()));
  }

  @Test
  void unknownSchema() {
    assertUnreachable(
        server.config("nowhere"),
        "Cannot reach shard 'a' at 127.0.0.1:%d/nowhere: the server has no such schema."
            .formatted(server.port()));
  }

  @Test
  void refusedConnection() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertUnreachable(
        new MySqlConfig("jdbc:mysql://127.0.0.1:" + port + "/weave0", "u", null, 1),
        "Cannot reach shard 'a' at 127.0.0.1:%d/weave0: the connection was refused; check that the server runs and listens there."
            .formatted(port));
  }

  @Test
  void unknownHost() {
    assertUnreachable(
        new MySqlConfig("jdbc:mysql://no-such-host.invalid:3306/weave0?x=y", "u", null, 1),
        "Cannot reach shard 'a' at no-such-host.invalid:3306/weave0: the host name is unknown.");
  }

  @Test
  void tlsWithoutAServerThatSpeaksIt() {
    assertUnreachable(
        new MySqlConfig(
            server.url("mysql") + "?sslMode=REQUIRED", server.user(), server.passwordRef(), 1),
        "Cannot reach shard 'a' at 127.0.0.1:%d/mysql: TLS could not be set up; check the server's certificate and sslMode in the URL."
            .formatted(server.port()));
  }

  @Test
  void statementsThatAreCutOff_mayBeTriedAgain() {
    StorageException deadlock =
        MySqlErrors.running(
            new Endpoint("shard 'a'", "h/s"), new SQLException("Deadlock found.", "40001", 1213));
    assertThat(deadlock.kind()).isEqualTo(StorageException.Kind.TRANSIENT);
    assertThat(deadlock)
        .hasMessage("A statement was cut off at shard 'a' at h/s: Deadlock found (error 1213).");
  }

  /** The driver's words when a connection ends in the middle of a streamed row. */
  @Test
  void rowsThatAreCutOff_mayBeTriedAgain() {
    var cut = new SQLException("Error retrieving record", "S1000", 0, new EOFException("read 796"));
    assertThat(MySqlErrors.running(new Endpoint("shard 'a'", "h/s"), cut).kind())
        .isEqualTo(StorageException.Kind.TRANSIENT);
  }

  @Test
  void lostConnection_isTransient_andTheNextCallWorks() throws SQLException {
    try (TestShard data = new TestShard(Layout.RUST);
        MySqlPool pool = MySqlPool.open("shard", data.config());
        var killer = data.connect()) {
      assertThatThrownBy(
              () ->
                  pool.call(
                      connection -> {
                        long id = first(connection, "SELECT CONNECTION_ID()");
                        killer.createStatement().execute("KILL " + id);
                        return first(connection, "SELECT 1");
                      }))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.TRANSIENT));
      assertThat(pool.<Long>call(connection -> first(connection, "SELECT 2"))).isEqualTo(2);
    }
  }

  private static long first(java.sql.Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
