package godwit.sync.auth;

import godwit.http.HttpRequest;
import godwit.sync.SyncClock;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds out who sent a request. Safe to share between threads. */
public final class Authenticator {
  /** A client's clock may be wrong by a year: old devices keep syncing, as they always could. */
  private static final long ALLOWED_SKEW_SECONDS = 52L * 7 * 24 * 60 * 60;

  /** The one place that takes expired tokens, so that clients can poll for changes cheaply. */
  private static final Pattern POLLING = Pattern.compile("/1\\.5/[^/]+/info/collections");

  private final TokenSecrets secrets;
  private final ProxyHeaders proxy;
  private final SyncClock clock;

  /** Checks tokens against secrets and a clock. */
  public Authenticator(TokenSecrets secrets, ProxyHeaders proxy, SyncClock clock) {
    this.secrets = secrets;
    this.proxy = proxy;
    this.clock = clock;
  }

  /**
   * Finds the sender. The uid in the path is not looked at.
   *
   * @throws AuthRefusal if there is no such sender
   */
  public Authentication authenticate(HttpRequest request) {
    String text = request.header("authorization").orElse(null);
    if (text == null) {
      throw new AuthRefusal(AuthRefusal.Kind.MISSING);
    }
    HawkHeader header =
        HawkHeader.parse(text).orElseThrow(() -> new AuthRefusal(AuthRefusal.Kind.MALFORMED));
    VerifiedToken token =
        secrets.verify(header.id()).orElseThrow(() -> new AuthRefusal(AuthRefusal.Kind.BAD_TOKEN));
    long now = Math.floorDiv(clock.millis(), 1000);
    requireCurrent(token.claims(), request, now);
    requireSignature(header, token.key(), request);
    if (Math.abs(header.seconds() - now) > ALLOWED_SKEW_SECONDS) {
      throw new AuthRefusal(AuthRefusal.Kind.BAD_TIME);
    }
    return new Authentication(token.claims(), header.hash());
  }

  private static void requireCurrent(TokenClaims claims, HttpRequest request, long now) {
    boolean expired = Math.round(claims.expires()) <= now;
    if (expired && !POLLING.matcher(request.rawPath()).matches()) {
      throw new AuthRefusal(AuthRefusal.Kind.EXPIRED);
    }
  }

  /** Clients sign the host in lower case; one that signs what it sends is right as well. */
  private void requireSignature(HawkHeader header, String key, HttpRequest request) {
    Origin received = proxy.origin(request);
    var lower = new Origin(received.host().toLowerCase(Locale.ROOT), received.port());
    boolean signed = isSignedFor(lower, header, key, request);
    if (!signed && (lower.equals(received) || !isSignedFor(received, header, key, request))) {
      throw new AuthRefusal(AuthRefusal.Kind.BAD_SIGNATURE);
    }
  }

  private static boolean isSignedFor(
      Origin origin, HawkHeader header, String key, HttpRequest request) {
    String expected = HawkMac.of(key, header, request.method(), request.rawTarget(), origin);
    return HawkMac.equal(expected, header.mac());
  }
}
