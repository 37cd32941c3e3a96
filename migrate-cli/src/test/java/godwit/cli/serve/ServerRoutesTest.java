package godwit.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpEndpoint;
import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.sync.web.RequestListener;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerRoutesTest {
  private static final String OLD_PHONE =
      "Firefox-iOS-Sync/18.0b1 (iPhone; iPhone OS 13.2) (Firefox)";
  private static final String PAGE = "https://page.example";

  private final ServerRoutes routes =
      new ServerRoutes(part("sync"), part("tokens"), part("metrics"), RequestListener.NONE);

  private static HttpEndpoint part(String name) {
    return request -> HttpResponse.json(200, name);
  }

  private HttpResponse send(String method, String path, Map<String, List<String>> headers) {
    return routes.answer(
        new HttpRequest(method, path, null, headers, "http", InputStream.nullInputStream()));
  }

  private String owner(String path) {
    return new String(
        send("GET", path, Map.of()).body(), java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Test
  void paths_goToTheirParts() {
    assertThat(owner("/1.5/1/info/collections")).isEqualTo("sync");
    assertThat(owner("/1.0/sync/1.5")).isEqualTo("tokens");
    assertThat(owner("/metrics")).isEqualTo("metrics");
    assertThat(owner("/__heartbeat__")).isEqualTo("sync");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/1.0/sync/1.5", "/1.5/1/info/collections", "/__heartbeat__", "/x"})
  void clientsThatCrash_areSentAwayByAllParts(String path) {
    HttpResponse response = send("GET", path, Map.of("user-agent", List.of(OLD_PHONE)));

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body()).asString().isEqualTo("0");
    assertThat(response.contentType()).isEqualTo("text/plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/1.0/sync/1.5", "/1.0/x", "/1.5/1/info/collections"})
  void browsersThatAsk_areAnsweredByAllParts(String path) {
    HttpResponse asked =
        send(
            "OPTIONS",
            path,
            Map.of("origin", List.of(PAGE), "access-control-request-method", List.of("GET")));
    HttpResponse sent = send("GET", path, Map.of("origin", List.of(PAGE)));

    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.headers())
        .containsEntry("Access-Control-Max-Age", "1728000")
        .containsEntry("Access-Control-Allow-Origin", PAGE);
    assertThat(sent.headers()).containsEntry("Access-Control-Allow-Origin", PAGE);
  }

  @Test
  void metrics_areNotForBrowsersPages() {
    assertThat(send("GET", "/metrics", Map.of("origin", List.of(PAGE))).headers())
        .doesNotContainKey("Access-Control-Allow-Origin");
  }
}
