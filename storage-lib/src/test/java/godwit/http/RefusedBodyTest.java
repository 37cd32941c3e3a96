package godwit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that an endpoint answers without having read them. */
class RefusedBodyTest {
  private static final int SLOTS = 4;
  private static final String REFUSED = "POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: ";

  @SuppressWarnings("NullAway.Init") // Started before each test.
  private HttpServer server;

  private void start(Duration idle) throws IOException {
    var settings =
        HttpServerSettings.at("127.0.0.1", 0)
            .withMaxRequests(SLOTS)
            .withTimeouts(idle, Duration.ofMinutes(2), Duration.ofSeconds(1));
    server =
        HttpServer.start(
            settings,
            request -> HttpResponse.json(request.method().equals("POST") ? 401 : 200, "0"));
  }

  @BeforeEach
  void start() throws IOException {
    start(Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void bodiesThatNeverCome_keepNobodyWaiting() throws IOException {
    List<RawHttp> stalled = new ArrayList<>();
    for (int i = 0; i < SLOTS * 3; i++) {
      RawHttp client = new RawHttp(server.port());
      stalled.add(client.send(REFUSED + "1000\r\n\r\n"));
    }
    try (var client = new RawHttp(server.port())) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.response()).startsWith("HTTP/1.1 200");
    }
    for (RawHttp client : stalled) {
      assertThat(client.response()).startsWith("HTTP/1.1 401").contains("Connection: close");
      client.close();
    }
  }

  /** A client that sends all before it reads would lose the answer to a reset connection. */
  @Test
  void bodySentAfterTheAnswer_isThrownAwayBeforeTheConnectionEnds() throws IOException {
    int length = 4 << 20;
    try (var client = new RawHttp(server.port())) {
      client.send(REFUSED + length + "\r\n\r\n");
      assertThat(client.response()).startsWith("HTTP/1.1 401").endsWith("\r\n\r\n0");
      for (int sent = 0; sent < length; sent += 1 << 16) {
        client.send("x".repeat(1 << 16));
      }

      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void bodyThatHasArrived_keepsTheConnection() throws IOException {
    try (var client = new RawHttp(server.port())) {
      client.send(REFUSED + "5\r\n\r\nabcdeGET / HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.response()).startsWith("HTTP/1.1 401").doesNotContain("Connection: close");
      assertThat(client.response()).startsWith("HTTP/1.1 200");
    }
  }

  /** Whether the rest does not come, or comes a byte at a time, which is never idle. */
  @ParameterizedTest
  @ValueSource(ints = {50, 600})
  void connection_isGivenUpWhenTheRestTakesTooLong(int pauseMillis) throws Exception {
    server.close();
    start(Duration.ofMillis(300));
    var sender = Executors.newSingleThreadScheduledExecutor();
    try (var client = new RawHttp(server.port())) {
      client.send(REFUSED + "1000000\r\n\r\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 401").endsWith("\r\n\r\n0");

      // Periodic work ends when it fails.
      Future<?> sending =
          sender.scheduleAtFixedRate(() -> sendMore(client), 0, pauseMillis, TimeUnit.MILLISECONDS);
      assertThatThrownBy(() -> sending.get(10, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(SocketException.class);
    } finally {
      sender.shutdownNow();
    }
  }

  private static void sendMore(RawHttp client) {
    try {
      client.send("x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
