package godwit.tokenserver.oauth;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON Web Token signed with RS256, whose signature is not checked yet. */
final class SignedToken {
  private final JWSObject token;

  private SignedToken(JWSObject token) {
    this.token = token;
  }

  /**
   * Reads a token.
   *
   * @return empty if the text is no JSON Web Token at all
   * @throws OAuthRefusal of kind INVALID if it is one with another algorithm, or none: a server
   *     that let the token choose could be given one "signed" with the public key as a shared
   *     secret
   */
  static Optional<SignedToken> parse(String text) {
    try {
      Base64URL[] parts = JOSEObject.split(text);
      if (!(Header.parse(parts[0]) instanceof JWSHeader header)
          || !JWSAlgorithm.RS256.equals(header.getAlgorithm())) {
        throw OAuthRefusal.invalid("the token is not signed with RS256");
      }
      return Optional.of(new SignedToken(JWSObject.parse(text)));
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the token says that it is of a type, with or without {@code application/}. */
  boolean hasType(String type) {
    if (token.getHeader().getType() == null) {
      return false;
    }
    String told = token.getHeader().getType().getType().toLowerCase(Locale.ROOT);
    return told.equals(type) || told.equals("application/" + type);
  }

  /** The id of the key, or null if the token does not tell. */
  @Nullable String kid() {
    return token.getHeader().getKeyID();
  }

  /**
   * What the token says, if one of the keys signed it.
   *
   * @throws OAuthRefusal of kind INVALID if none did
   */
  TokenClaims verified(List<RSAKey> keys) {
    if (keys.stream().noneMatch(this::isSignedBy)) {
      throw OAuthRefusal.invalid("the token's signature is wrong");
    }
    return TokenClaims.of(token.getPayload().toJSONObject());
  }

  private boolean isSignedBy(RSAKey key) {
    try {
      return token.verify(new RSASSAVerifier(key));
    } catch (JOSEException e) {
      return false;
    }
  }
}
