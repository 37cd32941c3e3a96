package godwit.tokenserver.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signs tokens as an accounts server does, with a real key of its own. */
public final class TestIssuer {
  /** The key that the server signs with. */
  public static final TestIssuer CURRENT = new TestIssuer("20260101-current");

  /** A key that the server has not published. */
  public static final TestIssuer STRANGER = new TestIssuer("20260101-stranger");

  private final RSAKey key;

  private TestIssuer(String kid) {
    this.key = generated(kid, 2048);
  }

  static RSAKey generated(String kid, int bits) {
    try {
      return new RSAKeyGenerator(bits, true)
          .keyID(kid)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  RSAKey key() {
    return key;
  }

  /** The public half as a JSON Web Key. */
  public String publicJwk() {
    return key.toPublicJWK().toJSONString();
  }

  /** The public halves of several as the server publishes them. */
  static String published(List<TestIssuer> issuers) {
    return "{\"keys\":["
        + String.join(",", issuers.stream().map(TestIssuer::publicJwk).toList())
        + "]}";
  }

  /** Claims of a good access token; more may be added, and null takes one away. */
  static Map<String, Object> claims() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("sub", "0123456789abcdef0123456789abcdef");
    claims.put("scope", AccessTokens.SYNC_SCOPE);
    claims.put("exp", 2_000L);
    claims.put("fxa-generation", 1_500_000_000_000L);
    return claims;
  }

  /** An access token for Sync. */
  public String accessToken(String account, long generation, long expires) {
    Map<String, Object> claims = claims();
    claims.put("sub", account);
    claims.put("fxa-generation", generation);
    claims.put("exp", expires);
    return sign("at+jwt", claims);
  }

  /** A token that tells of an event. */
  public String eventToken(String account, String event, Map<String, Object> details) {
    return sign(
        "secevent+jwt",
        Map.of(
            "iss",
            "https://accounts.example.org/",
            "aud",
            "client-1",
            "sub",
            account,
            "events",
            Map.of("https://schemas.accounts.firefox.com/event/" + event, details)));
  }

  /** A token of a type. */
  String sign(String type, Map<String, Object> claims) {
    return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType(type)), claims);
  }

  String sign(JWSHeader.Builder header, Map<String, Object> claims) {
    try {
      var token = new JWSObject(header.keyID(key.getKeyID()).build(), new Payload(claims));
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
