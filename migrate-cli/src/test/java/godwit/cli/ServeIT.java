package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.testdata.server.EmbeddedMySql;
import godwit.testdata.server.EmbeddedSpanner;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server as its users start it: on its own database, on theirs, and on Spanner. */
@Tag("server")
class ServeIT {
  private static final String RECORD = "storage/trial/first";
  private static final String BODY = "{\"payload\": \"hello\"}";

  @TempDir Path folder;

  @Test
  void ownDatabase_losesNothingWhenKilled() throws Exception {
    Path data = folder.resolve("data");
    String[] options = {"--data", data.toString()};
    String told;
    try (ServeProcess server = ServeProcess.start(folder, Map.of(), options)) {
      told = put(server, options);
      server.kill();
    }

    try (ServeProcess again = ServeProcess.start(folder, Map.of(), options)) {
      assertThat(get(again, options)).contains("\"payload\":\"hello\"").contains(told);
      assertThat(again.get("/1.0/sync/1.5").statusCode()).isEqualTo(401);
      assertThat(again.terminate()).isZero();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("mysql"))))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("master-secret"))))
        .isEqualTo("rw-------");
  }

  @Test
  void givenDatabase_isMadeAndServed() throws Exception {
    EmbeddedMySql mysql = EmbeddedMySql.shared();
    String storage = "mysql://127.0.0.1:" + mysql.port() + "/serve_it";
    Path secret = Files.writeString(folder.resolve("secret"), "new secret\nold secret\n");
    Map<String, String> account =
        Map.of(
            "GODWIT_MYSQL_USER", mysql.user(),
            "GODWIT_MYSQL_PASSWORD_FILE", mysql.passwordRef().place());
    String[] key = {"--master-secret-file", secret.toString()};
    mysql.dropSchema("serve_it");
    try (ServeProcess server =
        ServeProcess.start(
            folder, account, "--storage", storage, "--create", key[0], key[1], "--quota", "1000")) {
      put(server, key);

      assertThat(get(server, key)).contains("\"payload\":\"hello\"");
      assertThat(get(server, "--master-secret-file", old().toString())).contains("hello");
      assertThat(server.get("/metrics").body())
          .contains("godwit_requests_seconds_count{route=\"put_bso\",status=\"200\"} 1")
          .contains("godwit_pool_max 16.0");
      assertThat(server.get("/__heartbeat__").body()).contains("\"size\":1000");
      assertThat(server.get("/1.0/sync/1.5").statusCode()).isEqualTo(404);
    } finally {
      mysql.dropSchema("serve_it");
    }
  }

  /** Tokens made before the secret was replaced. */
  private Path old() throws IOException {
    return Files.writeString(folder.resolve("old"), "old secret");
  }

  @Test
  void emulator_isMadeAndServed() throws Exception {
    Map<String, String> emulator =
        Map.of(
            "SPANNER_EMULATOR_HOST",
            EmbeddedSpanner.shared().host(),
            "SPANNER_DISABLE_DIRECT_ACCESS_GRPC_BUILTIN_METRICS",
            "true");
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    String[] key = {"--master-secret-file", secret.toString()};
    String storage =
        "spanner:projects/p/instances/serve/databases/serve-" + ProcessHandle.current().pid();
    try (ServeProcess server =
        ServeProcess.start(folder, emulator, "--storage", storage, "--create", key[0], key[1])) {
      put(server, key);

      assertThat(get(server, key)).contains("\"payload\":\"hello\"");
      assertThat(server.ready().path("storage").asText()).contains("emulator");
    }
  }

  private String put(ServeProcess server, String... secret) throws Exception {
    var answer = server.send(token(server, "PUT", secret), BODY);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String get(ServeProcess server, String... secret) throws Exception {
    var answer = server.send(token(server, "GET", secret), null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private CliRun token(ServeProcess server, String method, String... secret) {
    List<String> words =
        new ArrayList<>(
            List.of("token", method, RECORD, "--url", server.url(), "--output", "json"));
    words.addAll(List.of(secret));
    return CliRun.in(folder, words.toArray(String[]::new));
  }

  @Test
  void takenPort_isOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      Path secret = Files.writeString(folder.resolve("secret"), "secret");
      EmbeddedMySql mysql = EmbeddedMySql.shared();
      mysql.dropSchema("serve_taken");
      CliRun run =
          CliRun.in(
              folder,
              Map.of(
                  "GODWIT_MYSQL_USER", mysql.user(),
                  "GODWIT_MYSQL_PASSWORD_FILE", mysql.passwordRef().place()),
              "serve",
              "--storage",
              "mysql://127.0.0.1:" + mysql.port() + "/serve_taken",
              "--create",
              "--master-secret-file",
              secret.toString(),
              "--host",
              "0.0.0.0",
              "--public-url",
              "http://sync.example.org",
              "--port",
              Integer.toString(taken.getLocalPort()));

      mysql.dropSchema("serve_taken");
      assertThat(run.exit()).isEqualTo(3);
      assertThat(run.err()).contains("Cannot listen on").doesNotContain("\tat ");
    }
  }
}
