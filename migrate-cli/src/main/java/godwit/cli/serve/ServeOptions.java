package godwit.cli.serve;

import godwit.cli.option.QuotaMixin;
import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.sync.backend.StorageAddress;
import godwit.sync.protocol.CollectionLimits;
import godwit.sync.web.QuotaPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code serve} can be told. {@link #check} looks at it all before anything is opened. */
public final class ServeOptions {
  /** The width of the column {@code nodes.node}. */
  private static final int LONGEST_NODE = 64;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "The interface to listen on. Default: ${DEFAULT-VALUE}, this machine only.")
  String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8000",
      description = "The port to listen on, 0 for any free one. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--storage",
      paramLabel = "STORAGE",
      description =
          "mysql://HOST:PORT/SCHEMA, whose account is $GODWIT_MYSQL_USER with"
              + " $GODWIT_MYSQL_PASSWORD (or ..._FILE), or"
              + " spanner:projects/P/instances/I/databases/D. Without it, a MariaDB of the"
              + " server's own.")
  @Nullable String storage;

  @Option(
      names = "--create",
      description =
          "Make what is missing in the storage and the tokenserver database: schemas and tables;"
              + " on an emulator the instance and the database too.")
  boolean create;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the server's own MariaDB and secret are kept. Default: godwit in"
              + " $XDG_DATA_HOME, else ~/.local/share/godwit.")
  @Nullable String data;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "16",
      description = "Connections to a MySQL database at once. Default: ${DEFAULT-VALUE}.")
  int maxConnections;

  @Option(
      names = "--tokenserver",
      paramLabel = "STORAGE",
      description =
          "The tokenserver's database, mysql://HOST:PORT/SCHEMA; this process then hands out"
              + " tokens too. With a MariaDB of the server's own it does so anyway.")
  @Nullable String tokenserver;

  @Option(names = "--no-tokenserver", description = "Hand out no tokens.")
  boolean noTokenserver;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "Where clients reach this server: scheme, host and port, and no path. Needed where --host"
              + " means all interfaces. Default: http://HOST:PORT.")
  @Nullable String publicUrl;

  @Option(
      names = "--trust-proxy",
      description =
          "Believe Forwarded and X-Forwarded-* headers. Only behind a proxy that sets them: they"
              + " decide which host a request was signed for.")
  boolean trustProxy;

  @Mixin AccountsOptions accounts = new AccountsOptions();

  @Option(
      names = "--quota",
      paramLabel = "SIZE",
      description = "Watch how much each user stores, such as 1.5GB; over that much it is counted.")
  @Nullable String quota;

  @Option(
      names = "--enforce-quota",
      description = "Refuse writes of users over the quota. Default of --quota then: 2097152000.")
  boolean enforceQuota;

  @Option(
      names = "--collection-limits",
      paramLabel = "JSON",
      description =
          "Limits of some collections, such as"
              + " '{\"history\": {\"max_record_payload_bytes\": 100000}}'.")
  @Nullable String collectionLimits;

  @Option(
      names = "--shutdown-timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long requests may take to finish at the end. Default: ${DEFAULT-VALUE}.")
  int shutdownSeconds;

  @Option(names = "--no-metrics", description = "Do not answer at /metrics.")
  boolean noMetrics;

  /** Finds what is wrong in the options alone, and in the files they name. */
  public void check(Session session) {
    require(port >= 0 && port <= 65_535, "The port " + port + " is not within 0 to 65535.");
    require(maxConnections >= 1, "--max-connections " + maxConnections + " is below 1.");
    require(shutdownSeconds >= 1, "--shutdown-timeout " + shutdownSeconds + " is below 1.");
    require(
        !(noTokenserver && tokenserver != null),
        "Give --tokenserver or --no-tokenserver, not both.");
    require(
        storage == null || data == null,
        "--data is for a server without --storage; leave one out.");
    try {
      address(storage);
      StorageAddress tokens = address(tokenserver);
      require(
          tokens == null || tokens.kind() == StorageAddress.Kind.MYSQL,
          "The tokenserver's database is a MySQL one: mysql://HOST:PORT/SCHEMA.");
      quota();
      limits();
      accounts.check(handsOutTokens(), noTokenserver, session);
      requireAddress();
    } catch (IllegalArgumentException e) {
      throw Failure.usage(sentence(e));
    }
  }

  private static String sentence(IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw Failure.usage(sentence);
    }
  }

  static @Nullable StorageAddress address(@Nullable String text) {
    return text == null ? null : StorageAddress.parse(text);
  }

  QuotaPolicy quota() {
    if (quota == null && !enforceQuota) {
      return QuotaPolicy.OFF;
    }
    return new QuotaPolicy(
        quota == null
            ? QuotaPolicy.DEFAULT_LIMIT_BYTES
            : QuotaMixin.rule("--quota", quota).limitBytes(),
        enforceQuota ? QuotaPolicy.Mode.ENFORCED : QuotaPolicy.Mode.WATCHED);
  }

  Map<godwit.model.CollectionName, CollectionLimits> limits() {
    return collectionLimits == null ? Map.of() : CollectionLimits.parse(collectionLimits);
  }

  Duration shutdownTimeout() {
    return Duration.ofSeconds(shutdownSeconds);
  }

  boolean handsOutTokens() {
    return !noTokenserver && (storage == null || tokenserver != null);
  }

  /** An address that means all interfaces is none that a device could be sent to. */
  private void requireAddress() {
    URI named = publicUri();
    require(
        named != null || !isEveryInterface(host),
        "--host '%s' means all interfaces; say with --public-url where clients reach this server."
            .formatted(host));
    require(
        named == null || !handsOutTokens() || named.toString().length() <= LONGEST_NODE,
        "--public-url '%s' is longer than %d characters, which is all that a tokenserver can keep."
            .formatted(named, LONGEST_NODE));
  }

  private static boolean isEveryInterface(String host) {
    // Names are not looked up.
    if (!host.matches("[0-9.]*|.*:.*")) {
      return false;
    }
    try {
      return host.isBlank() || InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Nullable URI publicUri() {
    if (publicUrl == null) {
      return null;
    }
    URI uri = URI.create(publicUrl.replaceAll("/+$", ""));
    if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "Not a URL: '%s'; expected http://HOST:PORT or https://HOST.".formatted(publicUrl));
    }
    // Exactly scheme, host and port: clients are sent to fixed paths below it.
    if (!uri.toString().equals(uri.getScheme() + "://" + hostAndPort(uri))) {
      throw new IllegalArgumentException(
          "--public-url '%s' has more than a host and a port; Sync's paths begin at the root."
              .formatted(publicUrl));
    }
    return uri;
  }

  private static String hostAndPort(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }
}
