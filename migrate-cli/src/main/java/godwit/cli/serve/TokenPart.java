package godwit.cli.serve;

import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.http.HttpEndpoint;
import godwit.storage.mysql.MySqlConfig;
import godwit.sync.SyncClock;
import godwit.sync.auth.HawkCredentials;
import godwit.sync.auth.TokenClaims;
import godwit.sync.auth.TokenSecrets;
import godwit.sync.backend.OpenBackend;
import godwit.tokenserver.AccountPolicy;
import godwit.tokenserver.MySqlAccounts;
import godwit.tokenserver.TokenserverSchema;
import godwit.tokenserver.oauth.AccessTokens;
import godwit.tokenserver.oauth.EventTokens;
import godwit.tokenserver.oauth.OAuthSettings;
import godwit.tokenserver.web.MetricsHash;
import godwit.tokenserver.web.StorageToken;
import godwit.tokenserver.web.TokenFactory;
import godwit.tokenserver.web.TokenFields;
import godwit.tokenserver.web.TokenserverEndpoints;
import godwit.tokenserver.web.TokenserverListener;
import godwit.tokenserver.web.TokenserverSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The part of a server that hands out tokens for its own storage. */
final class TokenPart {
  /** A server by itself has no other to send people to. */
  private static final int CAPACITY = 1_000_000;

  /** Clients wait no longer for a token. */
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  private final ServeOptions options;
  private final Session session;
  private final Clock clock;
  private final boolean own;

  /**
   * Prepares; connects to nobody yet.
   *
   * @param own whether the database is the server's own, so that nobody else has nodes in it
   */
  TokenPart(ServeOptions options, Session session, SyncClock clock, boolean own) {
    this.options = options;
    this.session = session;
    this.clock = new OfSyncClock(clock);
    this.own = own;
  }

  /** Accounts that are open, and the endpoints over them. */
  record Open(MySqlAccounts accounts, TokenserverEndpoints plain) implements AutoCloseable {
    HttpEndpoint endpoints(TokenserverListener listener) {
      return plain.with(listener);
    }

    @Override
    public void close() {
      accounts.close();
    }
  }

  /**
   * Connects, and makes this server the node of everybody who comes new.
   *
   * @param url where clients reach the storage
   * @throws Failure if the database is somebody's, does not know this node, and may not be added to
   */
  Open open(MySqlConfig database, String url, String nodeType, TokenSecrets masters) {
    if (own || options.create) {
      OpenBackend.createSchema("the tokenserver database", database);
      TokenserverSchema.apply(database);
    }
    AccountPolicy policy = options.accounts.policy().withRequestLimit(REQUEST_LIMIT);
    long node;
    try (MySqlAccounts first = MySqlAccounts.open(database, policy, clock)) {
      node = node(first, url);
    }
    MySqlAccounts accounts = MySqlAccounts.open(database, policy.withFixedNode(node), clock);
    try {
      return new Open(accounts, endpoints(accounts, nodeType, masters));
    } catch (RuntimeException e) {
      accounts.close();
      throw e;
    }
  }

  /** In somebody's database no node is renamed: its users would be sent here. */
  private long node(MySqlAccounts accounts, String url) {
    if (own) {
      return accounts.onlyNode(url, CAPACITY);
    }
    if (options.create) {
      return accounts.addNode(url, CAPACITY);
    }
    return accounts
        .node(url)
        .orElseThrow(
            () ->
                Failure.precondition(
                    "The tokenserver's database has no node '%s'; name one that it has with --public-url, or add --create to make this one."
                        .formatted(url)));
  }

  private TokenserverEndpoints endpoints(
      MySqlAccounts accounts, String nodeType, TokenSecrets masters) {
    AccountsOptions trusted = options.accounts;
    OAuthSettings oauth = trusted.oauth(session);
    var factory =
        new TokenFactory(
            fields -> mint(masters, fields),
            MetricsHash.of(trusted.metricsSecret(masters, session)),
            TokenserverSettings.of(nodeType));
    TokenserverEndpoints plain =
        TokenserverEndpoints.of(accounts, AccessTokens.of(oauth, clock), factory, clock);
    return trusted.webhook == null
        ? plain
        : plain.withWebhook(
            EventTokens.of(oauth, clock, trusted.webhookIssuer, trusted.webhookClient),
            trusted.webhook == AccountsOptions.Webhook.count);
  }

  private static StorageToken mint(TokenSecrets masters, TokenFields fields) {
    HawkCredentials made =
        masters.mint(
            new TokenClaims(
                fields.uid(),
                fields.node(),
                fields.expires(),
                fields.fxaUid(),
                fields.fxaKid(),
                fields.hashedFxaUid(),
                fields.hashedDeviceId(),
                TokenClaims.Origin.RUST));
    return new StorageToken(made.id(), made.key());
  }

  /** The server's clock in the form of the standard library. */
  private static final class OfSyncClock extends Clock {
    private final SyncClock clock;

    OfSyncClock(SyncClock clock) {
      this.clock = clock;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(clock.millis());
    }
  }
}
