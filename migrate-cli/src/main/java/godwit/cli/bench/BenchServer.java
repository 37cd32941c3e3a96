package godwit.cli.bench;

import godwit.http.HttpServer;
import godwit.http.HttpServerSettings;
import godwit.sync.SyncClock;
import godwit.sync.auth.Authenticator;
import godwit.sync.auth.ProxyHeaders;
import godwit.sync.auth.TokenSecrets;
import godwit.sync.backend.OpenBackend;
import godwit.sync.web.Admission;
import godwit.sync.web.RequestListener;
import godwit.sync.web.ServerVersion;
import godwit.sync.web.SyncEndpoints;
import godwit.sync.web.WebSettings;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** A server of this process, with timers around its parts. */
final class BenchServer implements AutoCloseable {
  static final String HOST = "127.0.0.1";
  static final String SECRET = "known to the bench and its server only";

  private final OpenBackend backend;
  private final HttpServer http;
  private final TimeShares shares;

  private BenchServer(OpenBackend backend, HttpServer http, TimeShares shares) {
    this.backend = backend;
    this.http = http;
    this.shares = shares;
  }

  /** Starts one over a storage that is opened with the clock it gets. */
  static BenchServer start(Function<SyncClock, OpenBackend> opening) throws IOException {
    var shares = new TimeShares();
    var clock = new TimedClock(shares);
    OpenBackend backend = opening.apply(clock);
    var authenticator =
        new Authenticator(TokenSecrets.of(List.of(SECRET)), ProxyHeaders.IGNORED, clock);
    var endpoints =
        new SyncEndpoints(
            new TimedStorage(backend.storage(), shares),
            authenticator,
            WebSettings.of(backend.limits(), new ServerVersion("", "bench", "", "")),
            RequestListener.NONE,
            clock);
    try {
      HttpServer http =
          HttpServer.start(
              HttpServerSettings.at(HOST, 0),
              new Admission(
                  new TimedEndpoint(endpoints, authenticator, shares), RequestListener.NONE));
      return new BenchServer(backend, http, shares);
    } catch (IOException e) {
      backend.storage().close();
      throw e;
    }
  }

  int port() {
    return http.port();
  }

  String title() {
    return backend.title();
  }

  TimeShares shares() {
    return shares;
  }

  @Override
  public void close() {
    http.close();
    backend.storage().close();
  }
}
