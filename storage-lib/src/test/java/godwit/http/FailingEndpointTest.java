package godwit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints that fail in ways that nobody has thought of. */
class FailingEndpointTest {
  private static final int BYTES = 1 << 20;

  @SuppressWarnings("NullAway.Init") // Started before each test.
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        HttpServer.start(
            HttpServerSettings.at("127.0.0.1", 0),
            FailingEndpointTest::answer,
            new MemoryBudget(2 * BYTES, Duration.ofMillis(50)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static HttpResponse answer(HttpRequest request) {
    request.memory().require(BYTES);
    if (request.rawPath().equals("/fail")) {
      throw new NoClassDefFoundError("for a test");
    }
    return HttpResponse.json(200, "1");
  }

  private String ask(String path) throws IOException {
    try (var client = new RawHttp(server.port())) {
      return client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").response();
    }
  }

  @Test
  void memoryOfAFailedRequest_isFreeAgain() throws IOException {
    for (int i = 0; i < 4; i++) {
      assertThat(ask("/fail")).startsWith("HTTP/1.1 500").endsWith("\r\n\r\n0");
    }

    assertThat(ask("/")).startsWith("HTTP/1.1 200").endsWith("1");
  }
}
