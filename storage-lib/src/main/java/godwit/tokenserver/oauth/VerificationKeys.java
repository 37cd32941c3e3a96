package godwit.tokenserver.oauth;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The accounts server's public keys. Safe to share between threads; may block. */
@FunctionalInterface
interface VerificationKeys {
  /**
   * Those that may have signed a token.
   *
   * @param kid the key's id as the token tells, or null if it does not
   */
  List<RSAKey> candidates(@Nullable String kid);

  /** Whether these are all that there are now, so that a token by another key is forged. */
  default boolean areComplete() {
    return true;
  }

  /** Keys that are set, else fetched. */
  static VerificationKeys of(OAuthSettings settings, Clock clock) {
    if (settings.keys().isEmpty()) {
      return new FetchedKeys(
          new AccountsServer(Objects.requireNonNull(settings.server()), settings.limit()), clock);
    }
    List<RSAKey> keys = settings.keys().stream().map(PublicKeys::one).toList();
    return kid -> PublicKeys.candidates(keys, kid);
  }
}
