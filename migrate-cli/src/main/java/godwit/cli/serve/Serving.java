package godwit.cli.serve;

import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.http.HttpEndpoint;
import godwit.http.HttpServer;
import godwit.http.HttpServerSettings;
import godwit.storage.mysql.MySqlConfig;
import godwit.sync.SyncClock;
import godwit.sync.auth.Authenticator;
import godwit.sync.auth.ProxyHeaders;
import godwit.sync.auth.TokenSecrets;
import godwit.sync.backend.OpenBackend;
import godwit.sync.backend.OpenBackend.Missing;
import godwit.sync.backend.StorageAddress;
import godwit.sync.metrics.ServerMetrics;
import godwit.sync.web.ServerVersion;
import godwit.sync.web.SyncEndpoints;
import godwit.sync.web.WebSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A running server with all that belongs to it. Closing it lets requests finish, and ends its parts
 * in the reverse of the order in which they were started.
 */
public final class Serving implements AutoCloseable {
  private final ServeOptions options;
  private final Session session;
  private final SyncClock clock = SyncClock.system();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private @Nullable Ready ready;

  /**
   * What somebody must know who wants to use it.
   *
   * @param url where clients reach it
   * @param port it listens on
   * @param storage one line for people
   * @param tokens whether it hands out tokens
   * @param folder of its own data, or null if it has none
   * @param secretFile the master secret's, or null if that is in the environment
   */
  public record Ready(
      String url,
      int port,
      String storage,
      boolean tokens,
      @Nullable DataFolder folder,
      @Nullable Path secretFile) {}

  private Serving(ServeOptions options, Session session) {
    this.options = options;
    this.session = session;
  }

  /** Starts everything; what was started before a failure is ended again. */
  public static Serving start(ServeOptions options, MasterSecrets secrets, Session session) {
    var serving = new Serving(options, session);
    try {
      serving.open(secrets);
      return serving;
    } catch (RuntimeException e) {
      serving.close();
      throw options.create ? e : MissingSchema.advised(e);
    }
  }

  /** What to tell the user. */
  public Ready ready() {
    Ready known = ready;
    if (known == null) {
      throw new IllegalStateException("not started");
    }
    return known;
  }

  private void open(MasterSecrets secrets) {
    StorageAddress address = ServeOptions.address(options.storage);
    DataFolder folder = address == null ? folder() : null;
    MasterSecrets.Found masters = masters(secrets, folder);
    OwnDatabase own =
        folder == null ? null : keep(OwnDatabase.start(folder, options.maxConnections));
    OpenBackend backend = backend(address, own);
    keep(backend.storage());
    ServerMetrics metrics = keep(new ServerMetrics());
    metrics.watch(backend.storage());
    // Before the tokenserver's part, which tells clients the port; nobody is answered yet.
    HttpServer http = keep(bind());
    String url = url(http.port());
    TokenPart.Open tokens = tokens(own, backend, url, masters.secrets());
    serve(
        http,
        new ServerRoutes(
            sync(backend, masters.secrets(), metrics),
            tokens == null ? null : tokens.endpoints(metrics.tokens()),
            options.noMetrics ? null : metrics.page(),
            metrics.requests()));
    // Once more, on top: what requests need must not end before them.
    keep(http);
    String title = own == null ? backend.title() : "a MariaDB of its own";
    ready = new Ready(url, http.port(), title, tokens != null, folder, masters.file());
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  private DataFolder folder() {
    var folder =
        new DataFolder(
            options.data == null
                ? DataFolder.usual(session.environment())
                : session.resolve(options.data));
    folder.prepare();
    return folder;
  }

  private MasterSecrets.Found masters(MasterSecrets secrets, @Nullable DataFolder folder) {
    return secrets
        .configured(session)
        .orElseGet(
            () -> {
              if (folder == null) {
                throw Failure.precondition(
                    "No master secret: set GODWIT_MASTER_SECRET, or name its file with"
                        + " --master-secret-file; the tokenserver has the same one.");
              }
              return MasterSecrets.Found.in(folder.madeSecret());
            });
  }

  private OpenBackend backend(@Nullable StorageAddress address, @Nullable OwnDatabase own) {
    if (own != null) {
      return OpenBackend.mysql(own.storage(), Missing.CREATE, clock);
    }
    Missing missing = options.create ? Missing.CREATE : Missing.REFUSE;
    if (address == null || address.kind() == StorageAddress.Kind.SPANNER) {
      String emulator = session.environment().get("SPANNER_EMULATOR_HOST");
      return OpenBackend.spanner(
          java.util.Objects.requireNonNull(address).spanner(emulator), missing, clock);
    }
    return OpenBackend.mysql(mysql(address), missing, clock);
  }

  private MySqlConfig mysql(StorageAddress address) {
    MySqlAccount account = MySqlAccount.of(session);
    return address.mysql(account.user(), account.password(), options.maxConnections);
  }

  /** The part that hands out tokens, or null if this server hands out none. */
  private TokenPart.@Nullable Open tokens(
      @Nullable OwnDatabase own, OpenBackend backend, String url, TokenSecrets masters) {
    if (!options.handsOutTokens()) {
      return null;
    }
    StorageAddress named = ServeOptions.address(options.tokenserver);
    var part = new TokenPart(options, session, clock, named == null);
    MySqlConfig database =
        named == null ? java.util.Objects.requireNonNull(own).tokenserver() : mysql(named);
    return keep(part.open(database, url, backend.nodeType(), masters));
  }

  private HttpEndpoint sync(OpenBackend backend, TokenSecrets masters, ServerMetrics metrics) {
    var authenticator =
        new Authenticator(
            masters, options.trustProxy ? ProxyHeaders.TRUSTED : ProxyHeaders.IGNORED, clock);
    WebSettings settings =
        WebSettings.of(backend.limits().withCollections(options.limits()), version())
            .withQuota(options.quota());
    return new SyncEndpoints(backend.storage(), authenticator, settings, metrics.requests(), clock);
  }

  private static ServerVersion version() {
    String version = Serving.class.getPackage().getImplementationVersion();
    return new ServerVersion("", version == null ? "development" : version, "", "");
  }

  private HttpServer bind() {
    try {
      return HttpServer.bind(
          HttpServerSettings.at(options.host, options.port)
              .withTimeouts(
                  Duration.ofSeconds(30), Duration.ofMinutes(2), options.shutdownTimeout()));
    } catch (IOException e) {
      throw deaf(e);
    }
  }

  private static void serve(HttpServer http, HttpEndpoint endpoint) {
    try {
      http.serve(endpoint);
    } catch (IOException e) {
      throw deaf(e);
    }
  }

  private static Failure deaf(IOException e) {
    return new Failure(ExitCode.PRECONDITION, String.valueOf(e.getMessage()), e);
  }

  private String url(int port) {
    var named = options.publicUri();
    String host = options.host.contains(":") ? "[" + options.host + "]" : options.host;
    return named == null ? "http://" + host + ":" + port : named.toString();
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failure = failure == null ? new IllegalStateException("a part did not end", e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
