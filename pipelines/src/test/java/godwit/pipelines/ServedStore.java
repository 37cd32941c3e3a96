package godwit.pipelines;

import godwit.http.HttpServer;
import godwit.http.HttpServerSettings;
import godwit.sync.SyncClock;
import godwit.sync.SyncStorage;
import godwit.sync.auth.Authenticator;
import godwit.sync.auth.ProxyHeaders;
import godwit.sync.auth.TokenSecrets;
import godwit.sync.protocol.ServerLimits;
import godwit.sync.web.QuotaPolicy;
import godwit.sync.web.RequestListener;
import godwit.sync.web.ServerVersion;
import godwit.sync.web.SyncEndpoints;
import godwit.sync.web.WebSettings;
import godwit.testdata.client.Account;
import godwit.testdata.client.SyncClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The serving path over a store that a job works on. */
public final class ServedStore implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String SECRET = "a secret that client and server share";

  private final SyncStorage storage;
  private final HttpServer http;

  private ServedStore(SyncStorage storage, HttpServer http) {
    this.storage = storage;
    this.http = http;
  }

  /** A server without quotas; it closes the storage. */
  public static ServedStore start(SyncStorage storage) {
    return start(storage, QuotaPolicy.OFF);
  }

  /** One that refuses writes of users at their quota. */
  public static ServedStore start(SyncStorage storage, long limitBytes) {
    return start(storage, new QuotaPolicy(limitBytes, QuotaPolicy.Mode.ENFORCED));
  }

  private static ServedStore start(SyncStorage storage, QuotaPolicy quota) {
    WebSettings settings =
        WebSettings.of(ServerLimits.SPANNER, new ServerVersion("", "proof", "", ""))
            .withQuota(quota);
    SyncClock clock = SyncClock.system();
    var authenticator =
        new Authenticator(TokenSecrets.of(List.of(SECRET)), ProxyHeaders.IGNORED, clock);
    var endpoints =
        new SyncEndpoints(storage, authenticator, settings, RequestListener.NONE, clock);
    try {
      return new ServedStore(storage, HttpServer.start(HttpServerSettings.at(HOST, 0), endpoints));
    } catch (IOException e) {
      storage.close();
      throw new UncheckedIOException(e);
    }
  }

  /** A device of somebody. */
  public SyncClient device(Account account) {
    return new SyncClient(HOST, http.port(), SECRET, account);
  }

  @Override
  public void close() {
    http.close();
    storage.close();
  }
}
