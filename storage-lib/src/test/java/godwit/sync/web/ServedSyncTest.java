package godwit.sync.web;

import static godwit.sync.web.SyncStage.time;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpServer;
import godwit.http.HttpServerSettings;
import godwit.http.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints behind the server, over real sockets. */
class ServedSyncTest {
  private static final SyncStage STAGE = new SyncStage();
  private static final HttpServer SERVER = start();
  private final RawHttp client;

  ServedSyncTest() throws IOException {
    client = new RawHttp(SERVER.port());
  }

  private static HttpServer start() {
    try {
      return HttpServer.start(HttpServerSettings.at("127.0.0.1", 0), STAGE.endpoints());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void fill() {
    STAGE.put("/storage/col/a%2Fb", "{\"payload\":\"p\"}");
  }

  @AfterEach
  void hangUp() throws IOException {
    client.close();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private String send(String method, String target, String headers, String body)
      throws IOException {
    return client
        .send(
            "%s %s HTTP/1.1\r\nHost: sync.test:443\r\nAuthorization: %s\r\n%s\r\n%s"
                .formatted(
                    method,
                    target,
                    STAGE.authorization(method, target, "sync.test:443"),
                    headers,
                    body))
        .response();
  }

  private static String lines(String... headers) {
    return String.join("\r\n", headers) + "\r\n";
  }

  @Test
  void encodedSlash_isPartOfTheIdAndOfTheSignature() throws IOException {
    assertThat(send("GET", "/1.5/42/storage/col/a%2Fb", "", ""))
        .startsWith("HTTP/1.1 200")
        .contains("X-Last-Modified: " + time(0), "X-Weave-Timestamp: " + time(0))
        .contains("Content-Type: application/json\r\n")
        .endsWith("{\"id\":\"a/b\",\"modified\":" + time(0) + ",\"payload\":\"p\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/1.5/42/storage/col/a/b",
        "/1.5/42//storage/col",
        "/1.5/42/storage/col/%ff",
        "/1.5/42/storage/col/%C3%A9",
        "/1.5/42/storage/../storage",
        "/1.5/42/storage/col;x/a",
        "/1.5/42/storage/col#x/a"
      })
  void pathThatIsNone_isNotFoundByTheRouter(String target) throws IOException {
    assertThat(send("GET", target, "", ""))
        .startsWith("HTTP/1.1 404")
        .contains("X-Weave-Timestamp: " + time(0))
        .endsWith("\r\n\r\n0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?full&ids=a%2Fb", "?x=%ff%zz&full=1", "?full=1&y=\"{}\"|\\^`&z=a?b", "?&&full&="})
  void query_isSignedAsItWasSent(String query) throws IOException {
    assertThat(send("GET", "/1.5/42/storage/col" + query, "", ""))
        .startsWith("HTTP/1.1 200")
        .contains("X-Weave-Records: 1");
  }

  @Test
  void absoluteTarget_isSignedByItsPath() throws IOException {
    String path = "/1.5/42/storage/col?full=1";

    assertThat(
            client
                .send(
                    "GET https://sync.test%s HTTP/1.1\r\nHost: sync.test:443\r\nAuthorization: %s\r\n\r\n"
                        .formatted(path, STAGE.authorization("GET", path, "sync.test:443")))
                .response())
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void head_is405WithoutABody() throws IOException {
    assertThat(send("HEAD", "/1.5/42/storage/col", "", "")).startsWith("HTTP/1.1 405");
    assertThat(send("GET", "/1.5/42/storage/col", "", "")).startsWith("HTTP/1.1 200");
  }

  @Test
  void bodyDeclaredTooLarge_isRefusedBeforeItIsSent() throws IOException {
    assertThat(
            send(
                "PUT",
                "/1.5/42/storage/col/a",
                lines(
                    "Content-Type: application/json",
                    "Content-Length: 2625537",
                    "Expect: 100-continue"),
                ""))
        .startsWith("HTTP/1.1 413")
        .endsWith("\r\n\r\n17");
  }

  @Test
  void bodyThatNeverSaysItsLength_isReadUpToTheLimit() throws IOException {
    String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";

    assertThat(
            send(
                "POST",
                "/1.5/42/storage/col",
                lines("Content-Type: application/json", "Transfer-Encoding: chunked"),
                chunk.repeat(42) + "0\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .endsWith("\r\n\r\n0");
    assertThat(send("GET", "/1.5/42/storage/col", "", "")).startsWith("HTTP/1.1 200");
  }

  @Test
  void conditionalRequests_shareAConnection() throws IOException {
    String since = "X-If-Modified-Since: " + time(0) + "\r\n";

    assertThat(send("GET", "/1.5/42/storage/col", since, "")).startsWith("HTTP/1.1 304");
    assertThat(
            send(
                "PUT",
                "/1.5/42/storage/other/new",
                lines(
                    "X-If-Unmodified-Since: 0",
                    "Content-Type: application/json",
                    "Content-Length: 2"),
                "{}"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void unsignedRequest_isRefused() throws IOException {
    assertThat(
            client
                .send("GET /1.5/42/info/collections HTTP/1.1\r\nHost: sync.test\r\n\r\n")
                .response())
        .startsWith("HTTP/1.1 401")
        .endsWith("\r\n\r\n0");
  }
}
