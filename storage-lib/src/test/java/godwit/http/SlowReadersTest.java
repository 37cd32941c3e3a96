package godwit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that ask for much and do not fetch it cannot fill the server's memory. */
class SlowReadersTest {
  /** More than the buffers of both sockets take. */
  private static final int LARGE = 24 << 20;

  private static final int SMALL = 1 << 10;
  private static final String ASK = "GET /%s HTTP/1.1\r\nHost: x\r\n\r\n";

  private final List<RawHttp> slow = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // Started before each test.
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    start(Duration.ofMinutes(1));
  }

  private void start(Duration body) throws IOException {
    var budget = new MemoryBudget(2L * LARGE + (1 << 20), Duration.ofMillis(50));
    server =
        HttpServer.start(
            HttpServerSettings.at("127.0.0.1", 0)
                .withTimeouts(Duration.ofMinutes(1), body, Duration.ofSeconds(1)),
            request -> zeros(request.rawPath().equals("/large") ? LARGE : SMALL),
            budget);
  }

  @AfterEach
  void stop() throws IOException {
    for (RawHttp client : slow) {
      client.close();
    }
    server.close();
  }

  private static HttpResponse zeros(int bytes) {
    return new HttpResponse(200, "text/plain", Map.of(), new byte[bytes]);
  }

  /** Reads the first line only, so that the response is under way. */
  private void askSlowly() throws IOException {
    RawHttp client = new RawHttp(server.port());
    slow.add(client);
    assertThat(client.send(ASK.formatted("large")).line()).isEqualTo("HTTP/1.1 200 OK");
  }

  private String ask(String path) throws IOException {
    try (RawHttp client = new RawHttp(server.port())) {
      return client.send(ASK.formatted(path)).response();
    }
  }

  @Test
  void largeResponses_areRefusedWhileOthersAreNotFetched() throws IOException {
    askSlowly();
    askSlowly();

    assertThat(ask("large"))
        .startsWith("HTTP/1.1 503")
        .containsIgnoringCase("Retry-After: 10")
        .endsWith("\r\n\r\n0");
    assertThat(ask("small")).startsWith("HTTP/1.1 200").hasSizeGreaterThan(SMALL);
  }

  @Test
  void memory_isFreeAgainOnceAResponseIsFetchedOrGivenUp() throws IOException {
    askSlowly();
    askSlowly();
    slow.get(0).close();
    awaitRoom();

    slow.get(1).response();
    awaitRoom();
  }

  @Test
  void response_thatIsFetchedTooSlowlyIsGivenUp() throws IOException {
    server.close();
    start(Duration.ofMillis(300));
    askSlowly();
    askSlowly();

    awaitRoom();
  }

  /** The server hears of it a moment later than we do. */
  private void awaitRoom() throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!ask("large").startsWith("HTTP/1.1 200")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }
}
