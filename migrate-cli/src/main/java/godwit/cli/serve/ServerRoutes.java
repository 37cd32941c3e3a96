package godwit.cli.serve;

import godwit.http.HttpEndpoint;
import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.tokenserver.web.TokenserverEndpoints;
import org.jspecify.annotations.Nullable;

/** Hands each request to the part of the server that its path belongs to. */
final class ServerRoutes implements HttpEndpoint {
  private static final String METRICS = "/metrics";

  private final HttpEndpoint sync;
  private volatile @Nullable HttpEndpoint tokens;
  private volatile @Nullable HttpEndpoint metrics;

  ServerRoutes(HttpEndpoint sync) {
    this.sync = sync;
  }

  void tokens(HttpEndpoint endpoint) {
    tokens = endpoint;
  }

  void metrics(HttpEndpoint endpoint) {
    metrics = endpoint;
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    return owner(request.rawPath()).answer(request);
  }

  private HttpEndpoint owner(String path) {
    HttpEndpoint tokensNow = tokens;
    if (tokensNow != null && TokenserverEndpoints.owns(path)) {
      return tokensNow;
    }
    HttpEndpoint metricsNow = metrics;
    return metricsNow != null && path.equals(METRICS) ? metricsNow : sync;
  }
}
