package godwit.sync.web;

import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import java.util.Optional;

/** Browsers' requests from pages of another origin: any is let in, since all are signed. */
final class Cors {
  private static final String METHODS = "DELETE, GET, POST, PUT";
  private static final String HEADERS =
      "Authorization, Content-Type, User-Agent, X-Last-Modified, X-Weave-Timestamp,"
          + " X-Weave-Next-Offset, X-Weave-Records, X-Weave-Bytes, X-Weave-Total-Records,"
          + " X-Weave-Total-Bytes, X-Verify-Code, TEST_IDLES";
  private static final String MAX_AGE_SECONDS = "1728000";

  private Cors() {}

  /** The answer to a browser that asks beforehand, whatever the path. */
  static Optional<HttpResponse> preflight(HttpRequest request) {
    boolean asks =
        request.method().equals("OPTIONS")
            && request.header("origin").isPresent()
            && request.header("access-control-request-method").isPresent();
    return asks ? Optional.of(preflight()) : Optional.empty();
  }

  private static HttpResponse preflight() {
    return HttpResponse.empty(200)
        .with("Access-Control-Allow-Methods", METHODS)
        .with("Access-Control-Allow-Headers", HEADERS)
        .with("Access-Control-Max-Age", MAX_AGE_SECONDS);
  }

  /** Lets the page read the response, if it was a page that asked. */
  static HttpResponse allow(HttpRequest request, HttpResponse response) {
    return request
        .header("origin")
        .filter(Cors::isVisible)
        .map(origin -> response.with("Access-Control-Allow-Origin", origin).with("Vary", "Origin"))
        .orElse(response);
  }

  /** What is sent back as a header must not be able to end one. */
  private static boolean isVisible(String origin) {
    return !origin.isEmpty() && origin.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
