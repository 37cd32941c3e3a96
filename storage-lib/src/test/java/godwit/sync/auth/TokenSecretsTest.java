package godwit.sync.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.sync.SyncUser;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, against values computed independently. */
class TokenSecretsTest {
  private static final SyncUser USER =
      new SyncUser(12_345, "0123456789abcdef0123456789abcdef", "1700000000123-ABEiM0RVZneImaq7");

  @Test
  void keys_areDerivedAsTheVectorsSay() {
    byte[] master = Vectors.SECRET.getBytes(UTF_8);
    byte[] prk = HmacSha256.extract(new byte[0], master);

    assertThat(hex(prk))
        .isEqualTo("ff3a74a91b4edcc451462e03ee776ff469c4ad64b65cee305cbea2d3f5b31ff9");
    assertThat(
            hex(HmacSha256.expand(prk, "services.mozilla.com/tokenlib/v1/signing".getBytes(UTF_8))))
        .isEqualTo("6658c18420612f9aa183fc7f7556681e7e5274f68e0fb289a9a4e200d57f4abb");
    assertThat(hex(HmacSha256.extract(Vectors.SALT.getBytes(UTF_8), master)))
        .isEqualTo("2556d36a0ea7971c7f1af5bb7e7787a94d845d6037b7c2712178b989ab97d632");
  }

  @Test
  void derivedSecret_isTheSameAtEveryStart() {
    assertThat(TokenSecrets.of(List.of(Vectors.SECRET, "an older one")).derived("metrics-hash"))
        .isEqualTo("799ba9d2277a0757ef47e09bb562aec5b1a0feb2a3faa60fa8cd4535266875de");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void sign_makesTheTokenAndKeyOfTheVectors() {
    byte[] payload = Vectors.payload(4_102_444_800L).getBytes(UTF_8);

    assertThat(payload).hasSize(312);
    assertThat(Vectors.secrets().sign(payload, Vectors.SALT))
        .isEqualTo(new HawkCredentials(Vectors.ID, Vectors.KEY));
    assertThat(Vectors.ID).hasSize(460);
  }

  @Test
  void mint_writesTheVectorsPayloadToTheByte() {
    var claims = Vectors.secrets().verify(Vectors.ID).orElseThrow().claims();

    assertThat(Vectors.secrets().mint(claims, Vectors.SALT))
        .isEqualTo(new HawkCredentials(Vectors.ID, Vectors.KEY));
  }

  @Test
  void mint_roundTripsAnyClaims() {
    long seed = 11;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 1_000; i++) {
      var claims =
          new TokenClaims(
              random.nextLong(Long.MAX_VALUE),
              text(random),
              random.nextInt(4) == 0 ? random.nextDouble(1e10) : random.nextInt(),
              text(random),
              text(random),
              text(random),
              text(random),
              random.nextBoolean() ? TokenClaims.Origin.PYTHON : TokenClaims.Origin.RUST);
      HawkCredentials minted = Vectors.secrets().mint(claims);
      var verified = Vectors.secrets().verify(minted.id()).orElseThrow();

      assertThat(verified).as("seed %d", seed).isEqualTo(new VerifiedToken(claims, minted.key()));
    }
  }

  private static String text(SplittableRandom random) {
    return random
        .ints(random.nextInt(20), 0x20, 0xD000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void mint_drawsAFreshSaltEachTime() {
    var claims = TokenClaims.of(USER, "https://node", 4_102_444_800L);

    assertThat(Vectors.secrets().mint(claims)).isNotEqualTo(Vectors.secrets().mint(claims));
  }

  @Test
  void rotation_verifiesOldTokensAndSignsWithTheFirst() {
    var claims = TokenClaims.of(USER, "https://node", 4_102_444_800L);
    var before = TokenSecrets.of(List.of("the old secret"));
    var during = TokenSecrets.of(List.of("the new secret", "the old secret"));
    var after = TokenSecrets.of(List.of("the new secret"));

    HawkCredentials old = before.mint(claims);
    assertThat(during.verify(old.id()).orElseThrow().key()).isEqualTo(old.key());
    assertThat(after.verify(old.id())).isEmpty();
    assertThat(after.verify(during.mint(claims).id())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "1",
        "{",
        "{\"uid\":1,\"node\":\"n\",\"expires\":1}",
        "{\"uid\":1,\"node\":\"n\",\"salt\":\"s\"}",
        "{\"uid\":1,\"expires\":1,\"salt\":\"s\"}",
        "{\"node\":\"n\",\"expires\":1,\"salt\":\"s\"}",
        "{\"uid\":-1,\"node\":\"n\",\"expires\":1,\"salt\":\"s\"}",
        "{\"uid\":1.5,\"node\":\"n\",\"expires\":1,\"salt\":\"s\"}",
        "{\"uid\":\"1\",\"node\":\"n\",\"expires\":1,\"salt\":\"s\"}",
        "{\"uid\":99999999999999999999,\"node\":\"n\",\"expires\":1,\"salt\":\"s\"}",
        "{\"uid\":1,\"node\":\"n\",\"expires\":\"1\",\"salt\":\"s\"}",
        "{\"uid\":1,\"node\":\"n\",\"expires\":1e999,\"salt\":\"s\"}",
        "{\"uid\":1,\"node\":2,\"expires\":1,\"salt\":\"s\"}",
        "{\"uid\":1,\"node\":\"n\",\"expires\":1,\"salt\":2}",
        "{\"uid\":1,\"node\":\"n\",\"expires\":1,\"salt\":\"s\",\"fxa_uid\":2}",
        "{\"uid\":1,\"node\":\"n\",\"expires\":1,\"salt\":\"s\",\"tokenserver_origin\":\"java\"}",
        "{\"uid\":1,\"uid\":2,\"node\":\"n\",\"expires\":1,\"salt\":\"s\"}",
        "{\"uid\":1,\"node\":\"n\",\"expires\":1,\"salt\":\"s\"} x"
      })
  void verify_refusesSignedPayloadsThatAreNoClaims(String payload) {
    String id = Vectors.secrets().sign(payload.getBytes(UTF_8), "s").id();

    assertThat(Vectors.secrets().verify(id)).isEmpty();
  }

  @Test
  void verify_takesTokensOfTheCleanUpJobWithoutHashedIdsAndOrigin() {
    String payload =
        "{\"uid\": 7, \"node\": \"n\", \"expires\": 17.5, \"salt\": \"s\", \"x\": [1]}";
    String id = Vectors.secrets().sign(payload.getBytes(UTF_8), "s").id();

    TokenClaims claims = Vectors.secrets().verify(id).orElseThrow().claims();
    assertThat(claims)
        .isEqualTo(new TokenClaims(7, "n", 17.5, "", "", "", "", TokenClaims.Origin.PYTHON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "AAAA", "!!!!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
  void verify_refusesWhatIsNoToken(String id) {
    assertThat(Vectors.secrets().verify(id)).isEmpty();
  }

  @Test
  void of_refusesNoSecretAndEmptyOnes() {
    assertThatThrownBy(() -> TokenSecrets.of(List.of())).hasMessageContaining("no master secret");
    assertThatThrownBy(() -> TokenSecrets.of(List.of("good", " "))).hasMessageContaining("empty");
  }

  @Test
  void strings_showNoSecrets() {
    var credentials = new HawkCredentials(Vectors.ID, Vectors.KEY);
    var token = Vectors.secrets().verify(Vectors.ID).orElseThrow();

    assertThat(Vectors.secrets() + " " + credentials + " " + token + " " + token.claims())
        .doesNotContain(Vectors.SECRET, Vectors.KEY, Vectors.ID, "0123456789abcdef");
  }
}
