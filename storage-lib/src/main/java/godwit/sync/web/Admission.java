package godwit.sync.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import godwit.http.HttpEndpoint;
import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.sync.protocol.MediaTypes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What every request meets before its route, the tokenserver's and those to {@code /__...__} too:
 * browsers that ask beforehand are answered, and clients that no answer can help are sent away.
 */
public final class Admission implements HttpEndpoint {
  private final HttpEndpoint inside;
  private final RequestListener listener;

  /**
   * Stands before an endpoint.
   *
   * @param listener hears of requests that do not come through
   */
  public Admission(HttpEndpoint inside, RequestListener listener) {
    this.inside = inside;
    this.listener = listener;
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    long begun = System.nanoTime();
    Optional<HttpResponse> preflight = Cors.preflight(request);
    if (preflight.isPresent()) {
      return Cors.allow(request, told("preflight", preflight.get(), begun));
    }
    if (RejectedAgents.isRejected(request.header("user-agent").orElse(""))) {
      listener.agentRefused();
      return Cors.allow(request, told("rejected_agent", refusal(), begun));
    }
    return Cors.allow(request, inside.answer(request));
  }

  private HttpResponse told(String route, HttpResponse response, long begun) {
    listener.answered(route, response.status(), Duration.ofNanos(System.nanoTime() - begun));
    return response;
  }

  private static HttpResponse refusal() {
    return new HttpResponse(503, MediaTypes.TEXT, Map.of(), "0".getBytes(US_ASCII));
  }
}
