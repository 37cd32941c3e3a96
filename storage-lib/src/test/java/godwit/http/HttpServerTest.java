package godwit.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server over real sockets, with bytes written by hand. */
class HttpServerTest {
  private static final HttpServerSettings SETTINGS =
      HttpServerSettings.at("127.0.0.1", 0)
          .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5));

  private static final HttpServerSettings IMPATIENT =
      SETTINGS.withTimeouts(Duration.ofMillis(400), Duration.ofSeconds(1), Duration.ofSeconds(5));

  @SuppressWarnings("NullAway.Init") // Started once, before all tests.
  private static HttpServer echo;

  private @Nullable HttpServer server;

  @BeforeAll
  static void startEcho() throws IOException {
    echo = HttpServer.start(SETTINGS, request -> text(request.rawTarget()));
  }

  @AfterAll
  static void stopEcho() {
    echo.close();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private RawHttp connect(HttpEndpoint endpoint) throws IOException {
    return connect(SETTINGS, endpoint);
  }

  private RawHttp connect(HttpServerSettings settings, HttpEndpoint endpoint) throws IOException {
    HttpServer started = HttpServer.start(settings, endpoint);
    server = started;
    return new RawHttp(started.port());
  }

  private static HttpResponse text(String text) {
    return new HttpResponse(
        200, "text/plain", Map.of(), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static HttpResponse echoBody(HttpRequest request, int limit) {
    try {
      return BodyReader.read(request, limit)
          .map(body -> text(new String(body, StandardCharsets.ISO_8859_1)))
          .orElseGet(() -> HttpResponse.json(413, "17"));
    } catch (IOException e) {
      return HttpResponse.json(400, "0");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/1.5/1/storage/col/a%2Fb",
        "/1.5/1/storage/col/a%252Fb",
        "/1.5/1/storage/col/../x",
        "/1.5/1/storage/col/%2e%2e/x",
        "/1.5/1/storage/col/%22a%20b%22",
        "//1.5//1/",
        "/a;b=c/d;e",
        "/a%ff%fe",
        "/a%c3",
        "/a?x=%ff&y=%zz&z=a+b",
        "/a?x=1?y=2",
        "/a?",
        "/\"{12}\"|\\^`",
        "/a\\b",
        "/a%u0041",
        "/a#b?c",
        "/a?b#c",
        "/."
      })
  void target_arrivesAsItWasSent(String target) throws IOException {
    try (var client = new RawHttp(echo.port())) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.response()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n" + target);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "\u0016\u0003\u0001\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [bad\r\n\r\n",
        "GET nopath HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http:// HTTP/1.1\r\nHost: x\r\n\r\n",
        "CONNECT x:99999999 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /% HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
      })
  void whatIsNoHttp_isRefusedWithTheBareNumber(String request) throws IOException {
    try (var client = new RawHttp(echo.port())) {
      client.send(request);

      assertThat(client.rest()).matches("(?s)HTTP/1.1 [45].*\r\n\r\n0");
    }
  }

  /** A client that took the connection for open would lose its next request. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void targetThatCannotBeRead_endsTheConnectionAndSaysSo(String method) throws IOException {
    try (var client = new RawHttp(echo.port())) {
      client.send(method + " /%0t HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.rest()).startsWith("HTTP/1.1 400").contains("\r\nConnection: close\r\n");
    }
  }

  @Test
  void body_isReadUpToTheLimitAndNotBeyond() throws IOException {
    try (var client = connect(request -> echoBody(request, 5))) {
      client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde");
      assertThat(client.response()).endsWith("abcde");

      client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabcdef");
      assertThat(client.response()).startsWith("HTTP/1.1 413").endsWith("17");

      // The rest was thrown away, so the connection still serves.
      client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
      assertThat(client.response()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void body_thatIsNotWantedIsNotWaitedFor() throws IOException {
    try (var client = connect(request -> HttpResponse.json(413, "17"))) {
      client.send(
          "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n");

      assertThat(client.response()).startsWith("HTTP/1.1 413").contains("Connection: close");
    }
  }

  @Test
  void body_thatIsAskedForKeepsTheConnection() throws IOException {
    try (var client = connect(request -> echoBody(request, 5))) {
      client.send(
          "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
      assertThat(client.response()).startsWith("HTTP/1.1 100");

      client.send("abcde");
      assertThat(client.response()).doesNotContain("Connection: close").endsWith("abcde");
    }
  }

  @Test
  void body_thatTricklesIsGivenUp() throws IOException {
    try (var client = connect(IMPATIENT, request -> echoBody(request, 100))) {
      client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nab");

      assertThat(client.response()).startsWith("HTTP/1.1 400").contains("Connection: close");
    }
  }

  @Test
  void header_thatNeverEndsIsGivenUp() throws IOException {
    try (var client = connect(IMPATIENT, request -> text("answered"))) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n");

      assertThat(client.rest()).doesNotContain("answered");
    }
  }

  @Test
  void header_thatIsTooLargeIsRefused() throws IOException {
    try (var client = connect(request -> text("answered"))) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(40_000) + "\r\n\r\n");

      assertThat(client.rest()).startsWith("HTTP/1.1 431").endsWith("\r\n\r\n0");
    }
  }

  @Test
  void requestsSentAtOnce_areAnsweredInOrder() throws IOException {
    try (var client = connect(request -> text(request.rawPath()))) {
      client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.response()).endsWith("/1");
      assertThat(client.response()).endsWith("/2");
    }
  }

  @Test
  void failure_isA500WithoutDetails() throws IOException {
    HttpEndpoint broken =
        request -> {
          throw new IllegalStateException("a secret");
        };
    try (var client = connect(broken)) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.response())
          .startsWith("HTTP/1.1 500")
          .contains("Content-Type: application/json")
          .endsWith("\r\n\r\n0");
    }
  }

  @Test
  void largeResponse_arrivesAsItIs() throws IOException {
    String numbers =
        IntStream.range(0, 200_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    try (var client = connect(request -> text(numbers))) {
      client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
      while (!client.line().isEmpty()) {
        // Only a head.
      }
      assertThat(client.response()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n" + numbers);
    }
  }

  @Test
  void notModified_hasNoBodyAndKeepsTheConnection() throws IOException {
    try (var client = connect(request -> HttpResponse.empty(304))) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.response()).startsWith("HTTP/1.1 304").endsWith("\r\n\r\n");

      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.response()).startsWith("HTTP/1.1 304");
    }
  }

  @Test
  void close_letsARequestInFlightFinishAndAcceptsNoMore() throws Exception {
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    HttpEndpoint slow =
        request -> {
          inside.countDown();
          await(leave);
          return text("finished");
        };
    try (var client = connect(slow)) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      await(inside);
      HttpServer closing = requireNonNull(server);
      int port = closing.port();
      var closer = new Thread(closing::close);
      closer.start();
      while (accepts(port)) {
        Thread.onSpinWait();
      }
      leave.countDown();

      assertThat(client.response()).startsWith("HTTP/1.1 200").endsWith("finished");
      closer.join();
    }
  }

  @Test
  void requestsAtOnce_areBounded() throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    // At least two at once; how many of the pool's threads Jetty keeps for itself varies.
    var enough = new CountDownLatch(2);
    HttpEndpoint counting =
        request -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          enough.countDown();
          await(enough);
          inside.decrementAndGet();
          return text("answered");
        };
    List<RawHttp> clients = new ArrayList<>();
    try (var bounded =
        HttpServer.start(HttpServerSettings.at("127.0.0.1", 0).withMaxRequests(4), counting)) {
      for (int i = 0; i < 30; i++) {
        var client = new RawHttp(bounded.port());
        clients.add(client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
      }
      for (RawHttp client : clients) {
        assertThat(client.rest()).endsWith("answered");
        client.close();
      }
    }
    assertThat(most.get()).isBetween(2, 6);
  }

  private static boolean accepts(int port) {
    try {
      new RawHttp(port).close();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void start_saysWhichAddressIsTaken() throws IOException {
    try (var first = HttpServer.start(SETTINGS, request -> text(""))) {
      var same = HttpServerSettings.at("127.0.0.1", first.port());

      assertThatThrownBy(() -> HttpServer.start(same, request -> text("")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + first.port());
    }
  }

  @Test
  void settings_nameAllFaultsAtOnce() {
    assertThatThrownBy(() -> HttpServerSettings.at("x", 70_000).withMaxRequests(0))
        .hasMessageContaining("70000");
    assertThatThrownBy(
            () ->
                new HttpServerSettings(
                    "x", -1, 0, 0, 1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(-1)))
        .hasMessageContainingAll(
            "port -1", "maxRequests 0", "maxConnections 0", "maxHeaderBytes 1", "idleTimeout PT0S");
  }
}
