package godwit.cli.serve;

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
  private final Clock clock;
  private final boolean creates;

  TokenPart(ServeOptions options, SyncClock clock, boolean creates) {
    this.options = options;
    this.clock = new OfSyncClock(clock);
    this.creates = creates;
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
   * Connects, and makes this server the node of everybody who comes.
   *
   * @param url where clients reach the storage
   */
  Open open(MySqlConfig database, String url, String nodeType, TokenSecrets masters) {
    if (creates) {
      OpenBackend.createSchema("the tokenserver database", database);
      TokenserverSchema.apply(database);
    }
    AccountPolicy policy = AccountPolicy.DEFAULT.withRequestLimit(REQUEST_LIMIT);
    if (options.noNewUsers) {
      policy = policy.withoutNewUsers();
    }
    long node;
    try (MySqlAccounts first = MySqlAccounts.open(database, policy, clock)) {
      node = first.onlyNode(url, CAPACITY);
    }
    MySqlAccounts accounts = MySqlAccounts.open(database, policy.withFixedNode(node), clock);
    return new Open(accounts, endpoints(accounts, nodeType, masters));
  }

  private TokenserverEndpoints endpoints(
      MySqlAccounts accounts, String nodeType, TokenSecrets masters) {
    var factory =
        new TokenFactory(
            fields -> mint(masters, fields),
            // Telemetry is not sent anywhere: a hash that nobody can undo is all that is needed.
            MetricsHash.of(java.util.UUID.randomUUID().toString()),
            TokenserverSettings.of(nodeType));
    return TokenserverEndpoints.of(
        accounts, AccessTokens.of(options.oauth(), clock), factory, clock);
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
