package godwit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/**
 * Whoever sends nonsense hurts no connection but their own. With pooled buffers, about one run in
 * four finds a mix-up at {@code -Dgodwit.neighbours.requests=10000}.
 */
class BrokenNeighboursTest {
  private static final int CLIENTS = 4;
  private static final int REQUESTS = Integer.getInteger("godwit.neighbours.requests", 1_000);

  /** Refused at the third line; the rest is still in Jetty's hands then. */
  private static final String NONSENSE =
      "POST /nonsense HTTP/1.1\r\nHost: x\r\nContent-Length: z\r\n\r\n" + "n".repeat(9_000);

  private static final HttpServerSettings SETTINGS =
      HttpServerSettings.at("127.0.0.1", 0)
          .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5));

  private final AtomicInteger refused = new AtomicInteger();
  private final CountDownLatch answered = new CountDownLatch(CLIENTS);

  @Test
  void nonsense_reachesNoOtherConnection() throws Exception {
    try (var server = HttpServer.start(SETTINGS, BrokenNeighboursTest::echo)) {
      var clients = new ArrayList<Future<?>>();
      var threads = Executors.newCachedThreadPool();
      try {
        for (int i = 0; i < CLIENTS; i++) {
          int client = i;
          clients.add(threads.submit(said(() -> speak(server.port(), client))));
          clients.add(threads.submit(said(() -> babble(server.port()))));
        }
        for (Future<?> client : clients) {
          client.get();
        }
      } finally {
        threads.shutdownNow();
      }
    }
    assertThat(refused).hasPositiveValue();
  }

  /** In so short a time the other test would rarely find what a pool does. */
  @Test
  void buffers_areNeverUsedAgain() {
    Server jetty = HttpServer.jetty(SETTINGS);

    assertThat(jetty.getByteBufferPool()).isSameAs(ByteBufferPool.NON_POOLING);
    assertThat(new ServerConnector(jetty).getByteBufferPool()).isSameAs(ByteBufferPool.NON_POOLING);
  }

  private interface Client {
    void run() throws IOException;
  }

  private static Callable<Boolean> said(Client client) {
    return () -> {
      client.run();
      return true;
    };
  }

  private void speak(int port, int client) throws IOException {
    try (var http = new RawHttp(port)) {
      for (int i = 0; i < REQUESTS; i++) {
        String target = "/%d/%d".formatted(client, i);
        http.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(http.response()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n" + target);
      }
    } finally {
      answered.countDown();
    }
  }

  private void babble(int port) throws IOException {
    while (answered.getCount() > 0) {
      try (var http = new RawHttp(port)) {
        assertThat(http.send(NONSENSE).line()).startsWith("HTTP/1.1 400");
        refused.incrementAndGet();
      } catch (SocketException e) {
        // Closed while it was still sending: as good an answer.
      }
    }
  }

  private static HttpResponse echo(HttpRequest request) {
    return new HttpResponse(
        200, "text/plain", Map.of(), request.rawTarget().getBytes(StandardCharsets.ISO_8859_1));
  }
}
