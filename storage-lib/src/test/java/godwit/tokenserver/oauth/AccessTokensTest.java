package godwit.tokenserver.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import godwit.tokenserver.oauth.OAuthRefusal.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With set keys and nobody to ask. */
class AccessTokensTest {
  private static final TestIssuer ISSUER = TestIssuer.CURRENT;
  private static final OAuthClaims GOOD =
      new OAuthClaims("0123456789abcdef0123456789abcdef", 1_500_000_000_000L);

  private final SettableClock clock = new SettableClock();
  private final OAuthVerifier verifier = verifier(ISSUER.publicJwk());

  private OAuthVerifier verifier(String... keys) {
    return AccessTokens.of(
        new OAuthSettings(null, OAuthSettings.DEFAULT_LIMIT, List.of(keys)), clock);
  }

  private void assertInvalid(String token) {
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOfSatisfying(
            OAuthRefusal.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
  }

  private static String with(String claim, @Nullable Object value) {
    Map<String, Object> claims = TestIssuer.claims();
    if (value == null) {
      claims.remove(claim);
    } else {
      claims.put(claim, value);
    }
    return ISSUER.sign("at+jwt", claims);
  }

  @Test
  void goodToken_isAccepted() {
    assertThat(verifier.verify(ISSUER.sign("at+jwt", TestIssuer.claims()))).isEqualTo(GOOD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+JWT", "application/at+jwt", "Application/at+JWT"})
  void type_isComparedAsAMediaType(String type) {
    assertThat(verifier.verify(ISSUER.sign(type, TestIssuer.claims()))).isEqualTo(GOOD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "secevent+jwt", "text/at+jwt"})
  void otherTypes_areRefused(String type) {
    assertInvalid(ISSUER.sign(type, TestIssuer.claims()));
  }

  @Test
  void missingType_isRefused() {
    assertInvalid(ISSUER.sign(new JWSHeader.Builder(JWSAlgorithm.RS256), TestIssuer.claims()));
  }

  @Test
  void generation_mayBeMissing() {
    assertThat(verifier.verify(with("fxa-generation", null)).generation()).isNull();
  }

  @Test
  void strangersKey_isRefused() {
    assertInvalid(TestIssuer.STRANGER.sign("at+jwt", TestIssuer.claims()));
  }

  @Test
  void strangersSignatureUnderAKnownKeyId_isRefused() {
    String good = ISSUER.sign("at+jwt", TestIssuer.claims());
    String forged = TestIssuer.STRANGER.sign("at+jwt", TestIssuer.claims());
    assertInvalid(good.substring(0, good.indexOf('.')) + forged.substring(forged.indexOf('.')));
  }

  @Test
  void changedPayload_isRefused() {
    String[] good = ISSUER.sign("at+jwt", TestIssuer.claims()).split("\\.");
    String[] other = with("sub", "ffffffffffffffffffffffffffffffff").split("\\.");
    assertInvalid(good[0] + "." + other[1] + "." + good[2]);
  }

  @Test
  void algorithmNone_isRefused() {
    String payload = Base64URL.encode(new Payload(TestIssuer.claims()).toString()).toString();
    for (String alg : List.of("none", "None", "NONE")) {
      String header = Base64URL.encode("{\"alg\":\"" + alg + "\",\"typ\":\"at+jwt\"}").toString();
      assertInvalid(header + "." + payload + ".");
    }
  }

  @Test
  void publicKeyAsSharedSecret_isRefused() throws JOSEException {
    List<byte[]> secrets =
        List.of(
            ISSUER.key().toRSAPublicKey().getEncoded(),
            ISSUER.publicJwk().getBytes(StandardCharsets.UTF_8),
            ISSUER.key().getModulus().decode());
    for (byte[] secret : secrets) {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.HS256)
              .type(new JOSEObjectType("at+jwt"))
              .keyID(ISSUER.key().getKeyID())
              .build();
      var token = new JWSObject(header, new Payload(TestIssuer.claims()));
      token.sign(new MACSigner(secret));
      assertInvalid(token.serialize());
    }
  }

  @Test
  void otherRsaAlgorithms_areRefused() {
    for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS384, JWSAlgorithm.PS256)) {
      assertInvalid(
          ISSUER.sign(
              new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt")),
              TestIssuer.claims()));
    }
  }

  @Test
  void keyWithinTheToken_isNotBelieved() {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(new JOSEObjectType("at+jwt"))
            .jwk(TestIssuer.STRANGER.key().toPublicJWK());
    assertInvalid(TestIssuer.STRANGER.sign(header, TestIssuer.claims()));
  }

  @Test
  void expiry_isToTheSecond() {
    assertThat(verifier.verify(with("exp", 1_001))).isEqualTo(GOOD);
    assertInvalid(with("exp", 1_000));
    assertInvalid(with("exp", null));
    assertInvalid(with("exp", "soon"));
  }

  @Test
  void scope_isFoundAmongOthers() {
    for (String separator : List.of(",", " ", ", ")) {
      String scopes = String.join(separator, "profile", AccessTokens.SYNC_SCOPE, "x");
      assertThat(verifier.verify(with("scope", scopes))).isEqualTo(GOOD);
    }
  }

  @Test
  void otherScopes_areRefused() {
    for (String scope :
        List.of(
            "profile",
            "",
            AccessTokens.SYNC_SCOPE + ".read",
            "https://identity.mozilla.com/apps")) {
      assertInvalid(with("scope", scope));
    }
    assertInvalid(with("scope", null));
    assertInvalid(with("scope", List.of(AccessTokens.SYNC_SCOPE)));
  }

  @Test
  void account_isNeeded() {
    assertInvalid(with("sub", null));
    assertInvalid(with("sub", 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "0123456789abcdef",
        "e30.e30.e30",
        "ä.ö.ü",
        "e30..",
        "a.b.c.d.e"
      })
  void garbage_isRefused(String token) {
    assertInvalid(token);
  }

  @Test
  void keys_mayBeTwo() {
    OAuthVerifier both = verifier(TestIssuer.STRANGER.publicJwk(), ISSUER.publicJwk());
    assertThat(both.verify(ISSUER.sign("at+jwt", TestIssuer.claims()))).isEqualTo(GOOD);
    assertThat(both.verify(TestIssuer.STRANGER.sign("at+jwt", TestIssuer.claims())))
        .isEqualTo(GOOD);
  }

  @Test
  void unusableKeys_areRefusedAtTheStart() {
    assertThatThrownBy(() -> verifier("{}")).hasMessageContaining("no JSON Web Key");
    assertThatThrownBy(() -> verifier(ISSUER.key().toJSONString()))
        .hasMessageContaining("private")
        .hasMessageNotContaining("\"d\"");
    assertThatThrownBy(
            () -> verifier(TestIssuer.generated("short", 1024).toPublicJWK().toJSONString()))
        .hasMessageContaining("'short' is of type RSA, algorithm RS256, 1024 bits");
    assertThatThrownBy(() -> verifier("{\"kty\":\"oct\",\"k\":\"AAAA\"}"))
        .hasMessageContaining("a configured key is a private one");
  }

  @Test
  void settings_needAServerOrAKey() {
    assertThatThrownBy(() -> new OAuthSettings(null, OAuthSettings.DEFAULT_LIMIT, List.of()))
        .hasMessageContaining("neither an OAuth server nor a key");
    assertThatThrownBy(
            () ->
                new OAuthSettings(
                    OAuthSettings.server("oauth.example.org/"),
                    OAuthSettings.DEFAULT_LIMIT,
                    List.of()))
        .hasMessageContaining("not an OAuth server: 'oauth.example.org'");
  }
}
