package godwit.pipelines.purge;

import godwit.http.HttpServer;
import godwit.http.HttpServerSettings;
import godwit.sync.SyncClock;
import godwit.sync.SyncStorage;
import godwit.sync.auth.Authenticator;
import godwit.sync.auth.ProxyHeaders;
import godwit.sync.auth.TokenSecrets;
import godwit.sync.protocol.ServerLimits;
import godwit.sync.web.RequestListener;
import godwit.sync.web.ServerVersion;
import godwit.sync.web.SyncEndpoints;
import godwit.sync.web.WebSettings;
import godwit.testdata.client.Account;
import godwit.testdata.client.SyncClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The serving path over the database that is purged. */
final class RacedServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String SECRET = "a secret that client and server share";

  private final SyncStorage storage;
  private final HttpServer http;

  RacedServer(SyncStorage storage) {
    this.storage = storage;
    var settings = WebSettings.of(ServerLimits.SPANNER, new ServerVersion("", "proof", "", ""));
    var authenticator =
        new Authenticator(
            TokenSecrets.of(List.of(SECRET)), ProxyHeaders.IGNORED, SyncClock.system());
    try {
      this.http =
          HttpServer.start(
              HttpServerSettings.at(HOST, 0),
              new SyncEndpoints(
                  storage, authenticator, settings, RequestListener.NONE, SyncClock.system()));
    } catch (IOException e) {
      storage.close();
      throw new UncheckedIOException(e);
    }
  }

  SyncClient device(Account account) {
    return new SyncClient(HOST, http.port(), SECRET, account);
  }

  @Override
  public void close() {
    http.close();
    storage.close();
  }
}
