package godwit.cli.serve;

import godwit.http.HttpEndpoint;
import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.sync.web.Admission;
import godwit.sync.web.RequestListener;
import godwit.tokenserver.web.TokenserverEndpoints;
import org.jspecify.annotations.Nullable;

/**
 * Hands each request to the part of the server that its path belongs to. Browsers' pages may read
 * what clients may; what is for whoever watches the server is not for them.
 */
final class ServerRoutes implements HttpEndpoint {
  private static final String METRICS = "/metrics";

  private final HttpEndpoint clients;
  private final @Nullable HttpEndpoint metrics;

  /**
   * Puts the parts together.
   *
   * @param tokens or null for a server that hands out none
   * @param metrics or null for a server that shows none
   */
  ServerRoutes(
      HttpEndpoint sync,
      @Nullable HttpEndpoint tokens,
      @Nullable HttpEndpoint metrics,
      RequestListener listener) {
    this.clients =
        new Admission(
            request ->
                tokens != null && TokenserverEndpoints.owns(request.rawPath())
                    ? tokens.answer(request)
                    : sync.answer(request),
            listener);
    this.metrics = metrics;
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    return metrics != null && request.rawPath().equals(METRICS)
        ? metrics.answer(request)
        : clients.answer(request);
  }
}
