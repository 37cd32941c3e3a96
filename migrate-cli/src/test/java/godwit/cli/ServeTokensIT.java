package godwit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import godwit.sync.mysql.MySqlSyncSchema;
import godwit.testdata.server.EmbeddedMySql;
import godwit.tokenserver.TokenserverSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that hands out tokens from a tokenserver database which it was given. */
@Tag("server")
class ServeTokensIT {
  private static final String STORAGE = "serve_tokens_it";
  private static final String TOKENS = "serve_tokens_it_accounts";
  private static final String LEGACY = "https://legacy.example.org";
  private static final String ACCOUNT = "0123456789abcdef0123456789abcdef";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final EmbeddedMySql mysql = EmbeddedMySql.shared();

  @TempDir Path folder;

  @BeforeEach
  void make() {
    mysql.createSchema(STORAGE);
    MySqlSyncSchema.apply(mysql.config(STORAGE));
    mysql.createSchema(TOKENS);
    TokenserverSchema.apply(mysql.config(TOKENS));
  }

  @AfterEach
  void drop() {
    mysql.dropSchema(STORAGE);
    mysql.dropSchema(TOKENS);
  }

  private Map<String, String> environment() {
    return Map.of(
        "GODWIT_MYSQL_USER",
        mysql.user(),
        "GODWIT_MYSQL_PASSWORD_FILE",
        mysql.passwordRef().place(),
        "GODWIT_MASTER_SECRET",
        "a master secret",
        "GODWIT_METRICS_HASH_SECRET",
        "metrics secret");
  }

  private String[] options(String... more) {
    String server = "mysql://127.0.0.1:" + mysql.port() + "/";
    List<String> all =
        new ArrayList<>(List.of("--storage", server + STORAGE, "--tokenserver", server + TOKENS));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private List<String> texts(String sql) throws SQLException {
    try (Connection connection = mysql.connect(TOKENS);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private void addLegacyNode() throws SQLException {
    try (Connection connection = mysql.connect(TOKENS);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO nodes (service, node, available, current_load, capacity, downed, backoff)"
              + " SELECT id, '"
              + LEGACY
              + "', 1, 0, 10, 0, 0 FROM services");
    }
  }

  private static HttpRequest tokenRequest(ServeProcess server, String bearer) {
    return HttpRequest.newBuilder(URI.create(server.url() + "/1.0/sync/1.5"))
        .header("Authorization", "Bearer " + bearer)
        .header("X-KeyID", "1700000000123-ABEiM0RVZneImaq7zN3u_w")
        .build();
  }

  @Test
  void nodeOfSomebodysDatabase_isNotRenamed() throws Exception {
    addLegacyNode();
    List<String> words = new ArrayList<>(List.of("serve"));
    words.addAll(List.of(options("--public-url", "http://new.example.org")));

    CliRun run = CliRun.in(folder, environment(), words.toArray(String[]::new));

    assertThat(run.exit()).as(run.err()).isEqualTo(3);
    assertThat(run.err())
        .contains("no node 'http://new.example.org'", "--public-url", "--create")
        .doesNotContain("\tat ");
    assertThat(texts("SELECT node FROM nodes")).containsExactly(LEGACY);
  }

  @Test
  void tokens_areHandedOutAsTheOptionsSay() throws Exception {
    addLegacyNode();
    var issuer = new AccessTokenIssuer();
    Path keys = Files.writeString(folder.resolve("keys.json"), issuer.publicKeys());
    String[] options =
        options(
            "--create",
            "--oauth-keys-file",
            keys.toString(),
            "--email-domain",
            "accounts.example.org",
            "--webhook",
            "count");
    try (ServeProcess server = ServeProcess.start(folder, environment(), options)) {
      HttpResponse<String> token =
          HTTP.send(
              tokenRequest(server, issuer.token(ACCOUNT)), HttpResponse.BodyHandlers.ofString());

      assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
      JsonNode body = new ObjectMapper().readTree(token.body());
      assertThat(body.path("api_endpoint").asText()).startsWith(server.url() + "/1.5/");
      // The same as any server with this secret makes of this account.
      assertThat(body.path("hashed_fxa_uid").asText())
          .isEqualTo("37b359ca074b634a57f1991f0d558e01");
      assertThat(texts("SELECT email FROM users"))
          .containsExactly(ACCOUNT + "@accounts.example.org");
      assertThat(texts("SELECT node FROM nodes ORDER BY id")).containsExactly(LEGACY, server.url());
      assertThat(event(server)).isEqualTo(401);
    }
  }

  /** The webhook's answer to a stranger. */
  private static int event(ServeProcess server) throws IOException, InterruptedException {
    return HTTP.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/1.0/webhooks/fxa/events"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void tokenRequestInFlight_isAnsweredWhenTheServerIsToldToEnd() throws Exception {
    var asked = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    HttpServer accounts = accountsServer(asked, answer);
    String url = "http://127.0.0.1:" + accounts.getAddress().getPort();
    try (ServeProcess server =
        ServeProcess.start(folder, environment(), options("--create", "--oauth-server", url))) {
      CompletableFuture<HttpResponse<String>> token =
          HTTP.sendAsync(
              tokenRequest(server, "an opaque token"), HttpResponse.BodyHandlers.ofString());
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      server.askToEnd();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (accepts(URI.create(server.url()).getPort())) {
        assertThat(System.nanoTime()).as("a port that stays open").isLessThan(end);
      }
      answer.countDown();

      HttpResponse<String> answered = token.get(30, TimeUnit.SECONDS);
      assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
      assertThat(server.awaitEnd()).isZero();
    } finally {
      answer.countDown();
      accounts.stop(0);
    }
  }

  /** Knows every token, and says so when it is let. */
  private static HttpServer accountsServer(CountDownLatch asked, CountDownLatch answer)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] verified =
        """
        {"user": "%s", "scope": ["https://identity.mozilla.com/apps/oldsync"]}
        """
            .formatted(ACCOUNT)
            .getBytes(UTF_8);
    server.createContext(
        "/v1/verify",
        exchange -> {
          asked.countDown();
          try {
            answer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(200, verified.length);
          exchange.getResponseBody().write(verified);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static boolean accepts(int port) {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
