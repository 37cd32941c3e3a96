package godwit.sync.wire;

import godwit.http.HttpServer;
import godwit.http.HttpServerSettings;
import godwit.sync.SyncClock;
import godwit.sync.SyncStorage;
import godwit.sync.auth.Authenticator;
import godwit.sync.auth.ProxyHeaders;
import godwit.sync.auth.TokenSecrets;
import godwit.sync.contract.StorageBinding;
import godwit.sync.protocol.ServerLimits;
import godwit.sync.web.Admission;
import godwit.sync.web.QuotaPolicy;
import godwit.sync.web.RequestListener;
import godwit.sync.web.ServerVersion;
import godwit.sync.web.SyncEndpoints;
import godwit.sync.web.WebSettings;
import godwit.testdata.client.Account;
import godwit.testdata.client.SyncClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** One server process's worth: a storage of its own, and a socket. */
final class ServedSync implements AutoCloseable {
  static final String HOST = "127.0.0.1";
  static final String SECRET = "a secret that client and server share";

  private final SyncStorage storage;
  private final HttpServer http;

  private ServedSync(SyncStorage storage, HttpServer http) {
    this.storage = storage;
    this.http = http;
  }

  static ServedSync start(StorageBinding binding) {
    return start(binding, QuotaPolicy.OFF, SyncClock.system());
  }

  static ServedSync start(StorageBinding binding, QuotaPolicy quota, SyncClock clock) {
    SyncStorage storage = binding.open(clock);
    var moves = new WebSettings.Moves(Duration.ofMillis(50), 4, Duration.ofSeconds(30));
    WebSettings settings =
        WebSettings.of(ServerLimits.SPANNER, new ServerVersion("", "proof", "", ""))
            .withQuota(quota)
            .withMoves(moves);
    var authenticator =
        new Authenticator(TokenSecrets.of(List.of(SECRET)), ProxyHeaders.IGNORED, clock);
    var endpoints =
        new Admission(
            new SyncEndpoints(storage, authenticator, settings, RequestListener.NONE, clock),
            RequestListener.NONE);
    try {
      return new ServedSync(storage, HttpServer.start(impatient(), endpoints));
    } catch (IOException e) {
      storage.close();
      throw new UncheckedIOException(e);
    }
  }

  /** Who stops in the middle of a request is cut off soon, or proofs would wait for him. */
  private static HttpServerSettings impatient() {
    return HttpServerSettings.at(HOST, 0)
        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(5));
  }

  int port() {
    return http.port();
  }

  SyncClient device(Account account) {
    return new SyncClient(HOST, port(), SECRET, account);
  }

  @Override
  public void close() {
    http.close();
    storage.close();
  }
}
