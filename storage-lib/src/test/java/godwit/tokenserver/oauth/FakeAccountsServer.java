package godwit.tokenserver.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An accounts server on a port of its own: keys, and one answer to all questions about tokens. */
final class FakeAccountsServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String keys = TestIssuer.published(List.of(TestIssuer.CURRENT));
  private volatile int status = 200;
  private volatile String answer = "{}";
  private volatile Pace pace = Pace.QUICK;

  /** How it answers. */
  enum Pace {
    QUICK,
    /** Never sends anything. */
    SILENT,
    /** Sends the head and half of the body. */
    STUCK
  }

  FakeAccountsServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/jwks", exchange -> reply(exchange, keys));
    server.createContext("/v1/verify", exchange -> reply(exchange, answer));
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Publishes other keys. */
  void publish(TestIssuer... issuers) {
    keys = TestIssuer.published(List.of(issuers));
  }

  /** Answers everything so from now on. */
  void answerWith(int status, String answer) {
    this.status = status;
    this.answer = answer;
  }

  void setPace(Pace pace) {
    this.pace = pace;
  }

  /** Paths and bodies received. */
  List<String> requests() {
    return requests;
  }

  private void reply(HttpExchange exchange, String text) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add((exchange.getRequestURI() + " " + body).strip());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      if (pace == Pace.SILENT) {
        awaitClose();
        return;
      }
      exchange.sendResponseHeaders(status, bytes.length);
      if (pace == Pace.STUCK) {
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
        awaitClose();
        return;
      }
      exchange.getResponseBody().write(bytes);
    }
  }

  private void awaitClose() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
