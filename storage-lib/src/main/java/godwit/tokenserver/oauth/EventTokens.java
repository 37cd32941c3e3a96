package godwit.tokenserver.oauth;

import godwit.tokenserver.oauth.AccountEvent.Kind;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verifies the security event tokens (RFC 8417) by which the accounts server tells of changes. */
public final class EventTokens {
  private static final String TYPE = "secevent+jwt";
  private static final String EVENT = "https://schemas.accounts.firefox.com/event/";

  private final VerificationKeys keys;
  private final @Nullable String issuer;
  private final @Nullable String clientId;

  private EventTokens(VerificationKeys keys, @Nullable String issuer, @Nullable String clientId) {
    this.keys = keys;
    this.issuer = issuer;
    this.clientId = clientId;
  }

  /**
   * Verifies by the accounts server's keys.
   *
   * @param issuer who must have made a token, or null to let the signature do
   * @param clientId whom a token must be for, or null for anybody
   */
  public static EventTokens of(
      OAuthSettings settings, Clock clock, @Nullable String issuer, @Nullable String clientId) {
    return new EventTokens(VerificationKeys.of(settings, clock), issuer, clientId);
  }

  /**
   * The events in a token.
   *
   * @throws OAuthRefusal of kind INVALID if it is none, forged, or not for us; UNAVAILABLE if that
   *     cannot be found out now
   */
  public List<AccountEvent> verify(String text) {
    SignedToken token =
        SignedToken.parse(text)
            .filter(signed -> signed.hasType(TYPE))
            .orElseThrow(() -> OAuthRefusal.invalid("not a security event token"));
    var candidates = keys.candidates(token.kid());
    if (candidates.isEmpty()) {
      throw keys.areComplete()
          ? OAuthRefusal.invalid("the token's key is unknown")
          : OAuthRefusal.unavailable("the accounts server's keys could not be fetched");
    }
    return events(token.verified(candidates));
  }

  private List<AccountEvent> events(TokenClaims claims) {
    if (issuer != null && !claims.holds("iss", issuer)) {
      throw OAuthRefusal.invalid("the token is of another issuer");
    }
    if (clientId != null && !claims.holds("aud", clientId)) {
      throw OAuthRefusal.invalid("the token is for another client");
    }
    String account =
        claims.text("sub").orElseThrow(() -> OAuthRefusal.invalid("the token names no account"));
    return claims.object("events").entrySet().stream()
        .map(event -> event(account, String.valueOf(event.getKey()), event.getValue()))
        .toList();
  }

  private static AccountEvent event(String account, String type, @Nullable Object details) {
    if (type.equals(EVENT + "delete-user")) {
      return new AccountEvent(Kind.DELETED, account, 0);
    }
    boolean password = type.equals(EVENT + "password-change");
    if (password
        && details instanceof Map<?, ?> map
        && map.get("changeTime") instanceof Number time
        && isTime(time)) {
      return new AccountEvent(Kind.PASSWORD_CHANGED, account, time.longValue());
    }
    return new AccountEvent(Kind.OTHER, account, 0);
  }

  /** The largest number stands for a deleted account, so a time stays below it. */
  private static boolean isTime(Number time) {
    return time.doubleValue() >= 1 && time.doubleValue() < 1e18;
  }
}
