package godwit.tokenserver.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON Web Keys, and keeps those that may sign our tokens: RSA for RS256. */
final class PublicKeys {
  /** A shorter modulus is no protection, and RFC 7518 section 3.3 forbids it. */
  private static final int SHORTEST_BITS = 2048;

  private PublicKeys() {}

  /**
   * Reads a key out of the configuration.
   *
   * @throws IllegalArgumentException if it is not usable; the message does not quote it, because it
   *     may be the private half by mistake
   */
  static RSAKey one(String json) {
    JWK key;
    try {
      key = JWK.parse(json);
    } catch (ParseException e) {
      throw new IllegalArgumentException(
          "a configured key is no JSON Web Key; give one JSON object with kty, n and e", e);
    }
    if (key.isPrivate()) {
      throw new IllegalArgumentException(
          "a configured key is a private one; remove it from here, and configure the public half");
    }
    if (!isUsable(key)) {
      throw new IllegalArgumentException(
          "configured key '%s' is of type %s, algorithm %s, %d bits; expected RSA, RS256, %d bits or more"
              .formatted(
                  key.getKeyID(), key.getKeyType(), key.getAlgorithm(), key.size(), SHORTEST_BITS));
    }
    return key.toRSAKey();
  }

  /** Reads what the server publishes; keys for other purposes are left out. */
  static List<RSAKey> published(String json) throws ParseException {
    return JWKSet.parse(json).getKeys().stream()
        .filter(PublicKeys::isUsable)
        .map(JWK::toRSAKey)
        .map(RSAKey::toPublicJWK)
        .toList();
  }

  private static boolean isUsable(JWK key) {
    return key instanceof RSAKey
        && key.size() >= SHORTEST_BITS
        && (key.getAlgorithm() == null || JWSAlgorithm.RS256.equals(key.getAlgorithm()))
        && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()));
  }

  /** Keys of that id; a key or a token without one fits all. */
  static List<RSAKey> candidates(List<RSAKey> keys, @Nullable String kid) {
    return keys.stream()
        .filter(key -> kid == null || key.getKeyID() == null || key.getKeyID().equals(kid))
        .toList();
  }
}
