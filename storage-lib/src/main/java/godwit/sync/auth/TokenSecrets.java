package godwit.sync.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The master secrets that a tokenserver and its storage nodes share, in tokenlib's way of using
 * them. The first makes tokens and all verify them, so that a secret can be replaced: put the new
 * one first, and drop the old one when the tokens made with it have expired.
 */
public final class TokenSecrets {
  private static final byte[] SIGNING_INFO =
      "services.mozilla.com/tokenlib/v1/signing".getBytes(US_ASCII);
  private static final String DERIVE_INFO = "services.mozilla.com/tokenlib/v1/derive/";

  /** Not one of tokenlib's, so that no two uses share a key. */
  private static final String DERIVED_INFO = "godwit/v1/derived/";

  private static final int SALT_BYTES = 3;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<Secret> secrets;

  /** A master secret, and the key that signs tokens with it. */
  private static final class Secret {
    private final byte[] master;
    private final byte[] signingKey;

    Secret(String text) {
      this.master = text.getBytes(UTF_8);
      this.signingKey = HmacSha256.expand(HmacSha256.extract(new byte[0], master), SIGNING_INFO);
    }
  }

  private TokenSecrets(List<Secret> secrets) {
    this.secrets = secrets;
  }

  /**
   * Takes the secrets as they are configured: their UTF-8 bytes count, and hex is not decoded.
   *
   * @param masters the first signs
   * @throws IllegalArgumentException if there is none, or one is empty
   */
  public static TokenSecrets of(List<String> masters) {
    if (masters.isEmpty()) {
      throw new IllegalArgumentException("There is no master secret; configure one.");
    }
    if (masters.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("A master secret is empty; configure a long random one.");
    }
    return new TokenSecrets(masters.stream().map(Secret::new).toList());
  }

  /**
   * A secret for another use, derived from the first master secret: always the same one, and nobody
   * finds the master secret by it.
   *
   * @param use what it is for, such as {@code metrics-hash}
   */
  public String derived(String use) {
    byte[] key = HmacSha256.extract(new byte[0], secrets.get(0).master);
    return HexFormat.of().formatHex(HmacSha256.expand(key, (DERIVED_INFO + use).getBytes(UTF_8)));
  }

  /** Makes a token. */
  public HawkCredentials mint(TokenClaims claims) {
    var salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return mint(claims, HexFormat.of().formatHex(salt));
  }

  HawkCredentials mint(TokenClaims claims, String salt) {
    return sign(ClaimsJson.write(claims, salt), salt);
  }

  /** Signs a payload as it is. */
  HawkCredentials sign(byte[] payload, String salt) {
    Secret secret = secrets.get(0);
    byte[] signature = HmacSha256.of(secret.signingKey, payload);
    byte[] token = Arrays.copyOf(payload, payload.length + signature.length);
    System.arraycopy(signature, 0, token, payload.length, signature.length);
    String id = Base64.getUrlEncoder().encodeToString(token);
    return new HawkCredentials(id, key(secret, id, salt));
  }

  /** The token's claims and key, if one of the secrets signed it. Says nothing of its age. */
  Optional<VerifiedToken> verify(String id) {
    byte[] token;
    try {
      token = Base64.getUrlDecoder().decode(id);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (token.length <= HmacSha256.LENGTH) {
      return Optional.empty();
    }
    byte[] payload = Arrays.copyOf(token, token.length - HmacSha256.LENGTH);
    byte[] signature = Arrays.copyOfRange(token, payload.length, token.length);
    return signer(payload, signature)
        .flatMap(
            secret ->
                ClaimsJson.read(payload)
                    .map(json -> new VerifiedToken(json.claims(), key(secret, id, json.salt()))));
  }

  private Optional<Secret> signer(byte[] payload, byte[] signature) {
    return secrets.stream()
        .filter(
            secret -> MessageDigest.isEqual(HmacSha256.of(secret.signingKey, payload), signature))
        .findFirst();
  }

  /** The MAC key: base64 text, used as text. It depends on the id's exact spelling. */
  private static String key(Secret secret, String id, String salt) {
    byte[] prk = HmacSha256.extract(salt.getBytes(UTF_8), secret.master);
    byte[] key = HmacSha256.expand(prk, (DERIVE_INFO + id).getBytes(UTF_8));
    return Base64.getUrlEncoder().encodeToString(key);
  }

  /** Shows how many there are, and none of them. */
  @Override
  public String toString() {
    return "TokenSecrets[" + secrets.size() + "]";
  }
}
