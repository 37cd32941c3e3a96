package godwit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients see of a server that is told to end, or has not begun. */
class ClosingServerTest {
  private static final HttpServerSettings SETTINGS =
      HttpServerSettings.at("127.0.0.1", 0)
          .withTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String UPLOAD = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n";

  private final CountDownLatch begun = new CountDownLatch(1);

  @SuppressWarnings("NullAway.Init") // Started before each test.
  private HttpServer server;

  @SuppressWarnings("NullAway.Init") // Made when the server is told to close.
  private Thread closer;

  @BeforeEach
  void start() throws IOException {
    restart(Duration.ofMillis(100));
  }

  private void restart(Duration idleWhileClosing) throws IOException {
    if (server != null) {
      server.close();
    }
    server = HttpServer.bind(SETTINGS, idleWhileClosing);
    server.serve(this::answer);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse answer(HttpRequest request) {
    if (request.method().equals("GET")) {
      return text("got");
    }
    if (request.rawPath().equals("/refused")) {
      return HttpResponse.json(401, "0");
    }
    begun.countDown();
    try {
      return BodyReader.read(request, 100)
          .map(body -> text(new String(body, StandardCharsets.US_ASCII)))
          .orElseThrow();
    } catch (IOException e) {
      return HttpResponse.json(400, "0");
    }
  }

  private static HttpResponse text(String text) {
    return new HttpResponse(200, "text/plain", Map.of(), text.getBytes(StandardCharsets.US_ASCII));
  }

  private RawHttp uploading() throws Exception {
    RawHttp client = new RawHttp(server.port()).send(UPLOAD).send("first");
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    return client;
  }

  /** Returns when nobody can connect any more. */
  private void beginToClose() {
    int port = server.port();
    closer = new Thread(server::close);
    closer.start();
    while (accepts(port)) {
      Thread.onSpinWait();
    }
  }

  private static boolean accepts(int port) {
    try {
      new RawHttp(port).close();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void uploadThatPausesLongerThanIdleConnectionsAreKept_isFinished() throws Exception {
    try (RawHttp busy = uploading();
        var idle = new RawHttp(server.port())) {
      // Silent for less long than the other one.
      assertThat(idle.send(GET).response()).endsWith("got");
      beginToClose();

      assertThat(idle.rest()).isEmpty();
      assertThat(busy.send("later").response()).startsWith("HTTP/1.1 200").endsWith("firstlater");
    }
    closer.join();
  }

  @Test
  void requestOnAKeptConnection_isAnsweredAsLastOne() throws Exception {
    restart(Duration.ofSeconds(20));
    try (RawHttp busy = uploading();
        var kept = new RawHttp(server.port())) {
      assertThat(kept.send(GET).response()).doesNotContain("Connection: close");
      beginToClose();

      assertThat(kept.send(GET).rest())
          .startsWith("HTTP/1.1 200")
          .contains("Connection: close")
          .endsWith("got");
      assertThat(busy.send("later").response()).endsWith("firstlater");
    }
    closer.join();
  }

  @Test
  @Timeout(30)
  void restOfARefusedBody_isNotWaitedForLong() throws Exception {
    try (var client = new RawHttp(server.port())) {
      client.send(UPLOAD.replace("POST /", "POST /refused")).send("first");
      assertThat(client.response()).startsWith("HTTP/1.1 401");
      beginToClose();

      // The client keeps its connection meanwhile, and never sends the rest.
      closer.join();
    }
  }

  @Test
  void connectionMadeBeforeTheServerAnswers_waits() throws IOException {
    try (HttpServer early = HttpServer.bind(SETTINGS);
        var client = new RawHttp(early.port())) {
      client.send(GET);
      early.serve(this::answer);

      assertThat(client.response()).startsWith("HTTP/1.1 200").endsWith("got");
    }
  }

  @Test
  void closingBeforeItAnswers_freesThePort() throws IOException {
    HttpServer early = HttpServer.bind(SETTINGS);
    int port = early.port();
    early.close();

    HttpServer.bind(HttpServerSettings.at("127.0.0.1", port)).close();
  }
}
