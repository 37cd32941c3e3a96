package godwit.tokenserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.storage.StorageException;
import godwit.testdata.server.EmbeddedMySql;
import godwit.tokenserver.Assignment.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class TokenserverDatabaseTest {
  private static final String SCHEMA = "tokenserver_database_test";
  private static final String NODE = "https://sync-1.example.org";
  private final EmbeddedMySql server = EmbeddedMySql.shared();

  @BeforeEach
  void create() throws SQLException {
    server.createSchema(SCHEMA);
    execute(
        "CREATE TABLE services (id INT AUTO_INCREMENT PRIMARY KEY,"
            + " service VARCHAR(30) UNIQUE, pattern VARCHAR(128))",
        "CREATE TABLE nodes (id BIGINT AUTO_INCREMENT PRIMARY KEY, service INT NOT NULL,"
            + " node VARCHAR(64) NOT NULL, available INT NOT NULL, current_load INT NOT NULL,"
            + " capacity INT NOT NULL, downed INT NOT NULL, backoff INT NOT NULL,"
            + " UNIQUE KEY unique_idx (service, node))",
        "CREATE TABLE users (uid BIGINT AUTO_INCREMENT PRIMARY KEY, service INT NOT NULL,"
            + " email VARCHAR(255) NOT NULL, generation BIGINT NOT NULL,"
            + " client_state VARCHAR(32) NOT NULL, created_at BIGINT NOT NULL,"
            + " replaced_at BIGINT, nodeid BIGINT NOT NULL, keys_changed_at BIGINT,"
            + " KEY lookup_idx (email, service, created_at),"
            + " KEY replaced_at_idx (service, replaced_at), KEY node_idx (nodeid))",
        "INSERT INTO services VALUES (1, 'queuey', ''), (2, 'sync-1.5', '{node}/1.5/{uid}')",
        "INSERT INTO nodes VALUES (10, 2, '"
            + NODE
            + "', 1, 1, 1, 0, 0),"
            + " (11, 2, 'https://sync-2.example.org/', 1, 1, 1, 0, 0)");
  }

  @AfterEach
  void drop() {
    server.dropSchema(SCHEMA);
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = server.connect(SCHEMA);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private TokenserverDatabase open() {
    return TokenserverDatabase.open(server.config(SCHEMA));
  }

  @Test
  void assignments_answersEveryUidAskedFor() throws SQLException {
    execute(
        "INSERT INTO users VALUES"
            + " (1, 2, 'a@x', 5, 'aa', 100, NULL, 10, 7),"
            + " (2, 2, 'b@x', 5, 'aa', 100, 200, 10, NULL),"
            + " (3, 2, 'b@x', 5, 'aa', 200, NULL, 11, NULL),"
            + " (4, 2, 'c@x', 9223372036854775807, 'aa', 100, 200, 10, 0),"
            + " (5, 2, 'd@x', 5, 'aa', 100, NULL, 10, 0),"
            + " (6, 2, 'd@x', 5, 'bb', 200, NULL, 10, 0),"
            + " (7, 1, 'e@x', 5, 'aa', 100, NULL, 10, 0)");
    try (TokenserverDatabase database = open()) {
      var found = database.assignments(NODE, LongStream.rangeClosed(1, 8).boxed().toList());
      assertThat(found.values().stream().map(Assignment::kind))
          .containsExactly(
              Kind.CURRENT,
              Kind.REPLACED,
              Kind.OTHER_NODE,
              Kind.RETIRED,
              Kind.SUPERSEDED,
              Kind.CURRENT,
              Kind.NO_ROW,
              Kind.NO_ROW);
      assertThat(found.get(1L))
          .isNotNull()
          .extracting(Assignment::key)
          .hasToString("a/0000000000007");
      assertThat(database.currentUsers(NODE)).isEqualTo(3);
    }
  }

  @Test
  void assignments_takeManyUids() throws SQLException {
    StringBuilder rows = new StringBuilder("INSERT INTO users VALUES ");
    for (int uid = 1; uid <= 1_200; uid++) {
      rows.append(uid == 1 ? "" : ",")
          .append("(%d, 2, 'u%d@x', 5, 'aa', 100, NULL, 10, 7)".formatted(uid, uid));
    }
    execute(rows.toString());
    try (TokenserverDatabase database = open()) {
      assertThat(database.assignments(NODE, LongStream.rangeClosed(1, 1_300).boxed().toList()))
          .hasSize(1_300)
          .satisfies(
              found ->
                  assertThat(found.values().stream().filter(a -> a.kind() == Kind.CURRENT))
                      .hasSize(1_200));
    }
  }

  @Test
  void nodeId_ignoresASlashAtTheEnd() {
    try (TokenserverDatabase database = open()) {
      assertThat(database.nodeId(NODE + "/")).contains(10L);
      assertThat(database.nodeId("https://sync-2.example.org")).contains(11L);
      assertThat(database.nodeId("https://nowhere")).isEmpty();
      assertThatThrownBy(() -> database.assignments("https://nowhere", List.of(1L)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("no node 'https://nowhere'");
    }
  }

  @Test
  void open_takesTheOnlyServiceWhateverItsName() throws SQLException {
    execute("DELETE FROM services WHERE id = 2");
    execute("UPDATE nodes SET service = 1");
    try (TokenserverDatabase database = open()) {
      assertThat(database.nodeId(NODE)).contains(10L);
    }
    execute("INSERT INTO services VALUES (3, 'other', '')");
    assertThatThrownBy(() -> open().close())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("no service 'sync-1.5' among [other, queuey]");
  }

  @Test
  void open_saysWhichTableIsMissing() throws SQLException {
    execute("DROP TABLE services");
    assertThatThrownBy(() -> open().close())
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNSUITABLE))
        .hasMessageContaining("services");
  }
}
