package godwit.tokenserver.oauth;

import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens here where a key is known, and asks the accounts server about the others:
 * opaque tokens of old servers, and tokens signed with a key that is not published any more or not
 * yet.
 */
public final class AccessTokens implements OAuthVerifier {
  static final String SYNC_SCOPE = "https://identity.mozilla.com/apps/oldsync";
  private static final String TYPE = "at+jwt";
  private static final String GENERATION = "fxa-generation";

  private final VerificationKeys keys;
  private final @Nullable OAuthVerifier server;
  private final Clock clock;

  AccessTokens(VerificationKeys keys, @Nullable OAuthVerifier server, Clock clock) {
    this.keys = keys;
    this.server = server;
    this.clock = clock;
  }

  /** Verifies as set; connects to nobody yet. */
  public static AccessTokens of(OAuthSettings settings, Clock clock) {
    URI server = settings.server();
    return new AccessTokens(
        VerificationKeys.of(settings, clock),
        server == null ? null : new RemoteVerifier(new AccountsServer(server, settings.limit())),
        clock);
  }

  @Override
  public OAuthClaims verify(String token) {
    Optional<SignedToken> signed = SignedToken.parse(token);
    if (signed.isEmpty() || !signed.get().hasType(TYPE)) {
      return ask(token, "the token is no JSON Web Token for access");
    }
    List<RSAKey> candidates = keys.candidates(signed.get().kid());
    return candidates.isEmpty()
        ? ask(token, "the token's key is unknown")
        : judge(signed.get().verified(candidates));
  }

  private OAuthClaims ask(String token, String reason) {
    if (server == null) {
      throw OAuthRefusal.invalid(reason);
    }
    return server.verify(token);
  }

  private OAuthClaims judge(TokenClaims claims) {
    Long expires = claims.integer("exp");
    if (expires == null || expires <= clock.instant().getEpochSecond()) {
      throw OAuthRefusal.invalid("the token has expired, or does not say when it will");
    }
    // The reference splits at commas, the standard (RFC 8693 section 4.2) at spaces.
    String[] scopes = claims.text("scope").orElse("").split("[,\\s]+");
    if (!Arrays.asList(scopes).contains(SYNC_SCOPE)) {
      throw OAuthRefusal.invalid("the token is not for Sync");
    }
    String account =
        claims.text("sub").orElseThrow(() -> OAuthRefusal.invalid("the token names no account"));
    return new OAuthClaims(account, claims.integer(GENERATION));
  }
}
