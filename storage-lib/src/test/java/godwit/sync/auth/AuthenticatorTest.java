package godwit.sync.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.http.HttpRequest;
import godwit.sync.SyncClock;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed requests, against values computed independently. */
class AuthenticatorTest {
  private static final long NOW = 1_700_000_010;
  private static final String HOST = "sync.example.com";
  private static final String TARGET = "/1.5/12345/storage/bookmarks?full=1&limit=10";
  private static final String MAC = "UGRLmrFvkg+MjS+IIQZ8HNcDNKr0dosSDkIMuFFx1X4=";
  private static final String HEADER = Vectors.header(Vectors.ID, "1700000000", "j4h3g2", MAC);
  private static final String HASH = "PTxrop+Izlw8aJcrgLpyJt09IIL6ubsf2+yCSctLDdM=";
  private static final String HASHED =
      Vectors.header(
              Vectors.ID, "1700000001", "Zm9vYmE=", "9TNfyc/1KVOhxxYb8m6e02LY3OuWiZEUDOd461n6Jes=")
          + ", hash=\""
          + HASH
          + "\", ext=\"some-ext\"";

  private static Authentication authenticate(HttpRequest request) {
    return at(NOW, ProxyHeaders.IGNORED).authenticate(request);
  }

  private static Authenticator at(long seconds, ProxyHeaders proxy) {
    return new Authenticator(Vectors.secrets(), proxy, new FixedClock(seconds * 1000));
  }

  private record FixedClock(long millis) implements SyncClock {
    @Override
    public void awaitMillis(long due) {}
  }

  private static void assertRefused(AuthRefusal.Kind kind, HttpRequest request) {
    assertThatThrownBy(() -> authenticate(request))
        .isInstanceOfSatisfying(
            AuthRefusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }

  @Test
  void vector1_isAccepted() {
    Authentication who = authenticate(Vectors.request("GET", TARGET, HOST, HEADER));

    assertThat(who.user().uid()).isEqualTo(12_345);
    assertThat(who.user().fxaUid()).isEqualTo("0123456789abcdef0123456789abcdef");
    assertThat(who.user().fxaKid()).isEqualTo("1700000000123-ABEiM0RVZneImaq7zN3u_w");
    assertThat(who.signsPayload()).isFalse();
  }

  @Test
  void vector2_isAcceptedWithItsBodyAndNoOther() {
    Authentication who =
        authenticate(Vectors.request("PUT", "/1.5/12345/storage/meta/global", HOST, HASHED));

    who.requirePayload(
        "Application/JSON ; charset=utf-8", "{\"payload\":\"blob\"}".getBytes(UTF_8));
    assertThatThrownBy(
            () -> who.requirePayload("application/json", "{\"payload\":\"blub\"}".getBytes(UTF_8)))
        .isInstanceOf(AuthRefusal.class);
    assertThatThrownBy(
            () -> who.requirePayload("text/plain", "{\"payload\":\"blob\"}".getBytes(UTF_8)))
        .isInstanceOf(AuthRefusal.class);
  }

  @Test
  void vector3_isAcceptedWithAPortInTheHost() {
    String header =
        Vectors.header(
            Vectors.ID, "1700000002", "n0nce", "krffaIgNP8TcVCidfEkC+2g3qMFiKJ1nprTnkuIWS/c=");

    assertThat(
            authenticate(Vectors.request("DELETE", "/1.5/12345", "localhost:8000", header))
                .user()
                .uid())
        .isEqualTo(12_345);
  }

  @Test
  void signatureForAnotherPort_isRefused() {
    String header =
        Vectors.header(
            Vectors.ID, "1700000000", "j4h3g2", "df1pInafFO6brwK0chVLQGLInlx4N3GrTPcKkYDFjNs=");

    assertRefused(AuthRefusal.Kind.BAD_SIGNATURE, Vectors.request("GET", TARGET, HOST, header));
    assertThat(authenticate(Vectors.request("GET", TARGET, HOST + ":80", header)).user().uid())
        .isEqualTo(12_345);
  }

  @Test
  void expiredToken_isTakenOnlyToPollForChanges() {
    String polling =
        Vectors.header(
            Vectors.EXPIRED_ID,
            "1700000003",
            "abc",
            "bKmcRboTkPfoxlhuy8E7eBO2wEeJ02eBJEwlenS4Dak=");
    String reading =
        Vectors.header(
            Vectors.EXPIRED_ID,
            "1700000003",
            "abc",
            "3dOgsnwevWGX39clRYfyZWOkhMcykK8duGmFquIUzBE=");

    assertThat(
            authenticate(Vectors.request("GET", "/1.5/12345/info/collections", HOST, polling))
                .user()
                .uid())
        .isEqualTo(12_345);
    assertRefused(
        AuthRefusal.Kind.EXPIRED, Vectors.request("GET", "/1.5/12345/storage/tabs", HOST, reading));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/1.5/1/storage/info/collections",
        "/1.5/1/info/collections/",
        "/1.5//info/collections",
        "/1.5/1/info/collection_counts",
        "/1.5/1/2/info/collections"
      })
  void expiredToken_isRefusedAtPathsThatLookAlike(String path) {
    HttpRequest request = signed("GET", path, HOST, claims(1_600_000_000));

    assertRefused(AuthRefusal.Kind.EXPIRED, request);
  }

  @ParameterizedTest
  @CsvSource({"10, true", "10.4, true", "10.5, false", "11, false", "9, true"})
  void expiry_isRoundedAndMustLieAhead(double secondsAfter, boolean refused) {
    var request = signed("GET", "/1.5/1/info/quota", HOST, claims(1_700_000_000 + secondsAfter));

    if (refused) {
      assertRefused(AuthRefusal.Kind.EXPIRED, request);
    } else {
      assertThat(authenticate(request).user().uid()).isEqualTo(1);
    }
  }

  private static TokenClaims claims(double expires) {
    return new TokenClaims(1, "n", expires, "u", "k", "", "", TokenClaims.Origin.RUST);
  }

  private static HttpRequest signed(
      String method, String target, String authority, TokenClaims claims) {
    return Vectors.request(method, target, authority, signature(method, target, authority, claims));
  }

  private static String signature(
      String method, String target, String authority, TokenClaims claims) {
    HawkCredentials credentials = Vectors.secrets().mint(claims);
    var unsigned = new HawkHeader(credentials.id(), "1700000000", "n", "", "", "");
    String mac =
        HawkMac.of(credentials.key(), unsigned, method, target, Origin.of(authority, "https"));
    return Vectors.header(credentials.id(), "1700000000", "n", mac);
  }

  @ParameterizedTest
  @CsvSource({"31449600, false", "31449601, true", "-31449600, false", "-31449601, true"})
  void clientClock_mayBeAYearOff(long skew, boolean refused) {
    var authenticator = at(1_700_000_000 + skew, ProxyHeaders.IGNORED);
    HttpRequest request = Vectors.request("GET", TARGET, HOST, HEADER);

    if (refused) {
      assertThatThrownBy(() -> authenticator.authenticate(request))
          .isInstanceOfSatisfying(
              AuthRefusal.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(AuthRefusal.Kind.BAD_TIME));
    } else {
      assertThat(authenticator.authenticate(request).user().uid()).isEqualTo(12_345);
    }
  }

  @Test
  void host_countsInLowerCaseAndAsReceived() {
    assertThat(
            authenticate(Vectors.request("GET", TARGET, "SYNC.example.COM", HEADER)).user().uid())
        .isEqualTo(12_345);
    assertThat(
            authenticate(signed("GET", "/1.5/1/info/quota", "Mixed.Example", claims(2e9)))
                .user()
                .uid())
        .isEqualTo(1);
  }

  @Test
  void host_mayBeAnIpv6Address() {
    for (String host : List.of("[::1]", "[2001:db8::1]:8443")) {
      assertThat(authenticate(signed("GET", "/1.5/1/info/quota", host, claims(2e9))).user().uid())
          .isEqualTo(1);
    }
    assertThat(Origin.of("[::1]:8443", "http")).isEqualTo(new Origin("[::1]", 8443));
    assertThat(Origin.of("[::1]", "http")).isEqualTo(new Origin("[::1]", 80));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h:", "h:abc", "h:65536", "h:-1", "h:1:2", "h: 80"})
  void host_withAnImpossiblePortIsABadRequest(String host) {
    assertRefused(AuthRefusal.Kind.BAD_HOST, Vectors.request("GET", TARGET, host, HEADER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-forwarded-host | sync.example.com | x-forwarded-proto | https",
        "x-forwarded-host | sync.example.com, inner | x-forwarded-proto | https, http",
        "x-forwarded-host | sync.example.com:443 | x-forwarded-proto | http",
        "forwarded | for=1.2.3.4;Host=\"sync.example.com:443\";proto=http | via | x",
        "forwarded | host=sync.example.com; proto=HTTPS, host=other | x-forwarded-host | wrong"
      })
  void proxyHeaders_countOnlyWhenTrusted(String name1, String value1, String name2, String value2) {
    HttpRequest request =
        Vectors.request(
            "GET",
            TARGET,
            Map.of(
                "host",
                List.of("inner:8000"),
                "authorization",
                List.of(HEADER),
                name1,
                List.of(value1),
                name2,
                List.of(value2)));

    assertThat(at(NOW, ProxyHeaders.TRUSTED).authenticate(request).user().uid()).isEqualTo(12_345);
    assertRefused(AuthRefusal.Kind.BAD_SIGNATURE, request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Hawk",
        "Hawk ",
        "hawk id=\"a\", ts=\"1\", nonce=\"n\", mac=\"AA==\"",
        "Basic abc",
        "Hawk id=a, ts=\"1\", nonce=\"n\", mac=\"AA==\"",
        "Hawk id=\"a\", ts=\"1\", nonce=\"n\"",
        "Hawk id=\"a\", ts=\"1\", mac=\"AA==\"",
        "Hawk id=\"a\", nonce=\"n\", mac=\"AA==\"",
        "Hawk ts=\"1\", nonce=\"n\", mac=\"AA==\"",
        "Hawk id=\"a\", ts=\"x\", nonce=\"n\", mac=\"AA==\"",
        "Hawk id=\"a\", ts=\"-1\", nonce=\"n\", mac=\"AA==\"",
        "Hawk id=\"a\", ts=\"99999999999999999999\", nonce=\"n\", mac=\"AA==\"",
        "Hawk id=\"a\", ts=\"1\", nonce=\"n\", mac=\"!\"",
        "Hawk id=\"a\", ts=\"1\", nonce=\"n\", mac=\"AA==\", hash=\"!\"",
        "Hawk id=\"a\", ts=\"1\", nonce=\"n\", mac=\"AA==\", other=\"x\"",
        "Hawk id=\"a\", id=\"b\", ts=\"1\", nonce=\"n\", mac=\"AA==\"",
        "Hawk id=\"a\"ts=\"1\", nonce=\"n\", mac=\"AA==\"",
        "Hawk id=\"a\", ts=\"1\", nonce=\"n\", mac=\"AA==",
        "Hawk id=\"a\", ts=\"1\", nonce=\"n\", mac=\"AA==\", x",
        "Hawk id=\"\u00e9\", ts=\"1\", nonce=\"n\", mac=\"AA==\""
      })
  void header_thatIsNotHawksIsRefused(String header) {
    assertRefused(AuthRefusal.Kind.MALFORMED, Vectors.request("GET", TARGET, HOST, header));
  }

  @Test
  void header_mayHaveOtherSeparatorsAndNamesThatTakeNoPart() {
    String odd = HEADER.replace(", ", " ,, \t") + ",app=\"a\" dlg=\"\" , ";

    assertThat(authenticate(Vectors.request("GET", TARGET, HOST, odd)).user().uid())
        .isEqualTo(12_345);
  }

  @Test
  void header_missingIsRefused() {
    assertRefused(
        AuthRefusal.Kind.MISSING, Vectors.request("GET", TARGET, Map.of("host", List.of(HOST))));
  }

  @Test
  void anyOtherByteInTheHeader_isRefused() {
    long seed = 5;
    var random = new SplittableRandom(seed);
    for (int at = 0; at < HASHED.length(); at++) {
      for (int i = 0; i < 4; i++) {
        char other = (char) (0x21 + random.nextInt(0x7e - 0x21));
        if (other == HASHED.charAt(at) || isSeparator(HASHED.charAt(at), other)) {
          continue;
        }
        String mutated = HASHED.substring(0, at) + other + HASHED.substring(at + 1);
        HttpRequest request =
            Vectors.request("PUT", "/1.5/12345/storage/meta/global", HOST, mutated);

        assertThatThrownBy(() -> authenticate(request))
            .as("seed %d, %s at %d", seed, other, at)
            .isInstanceOf(AuthRefusal.class);
      }
    }
  }

  /** Commas and blanks may stand for each other between attributes. */
  private static boolean isSeparator(char was, char is) {
    return (was == ' ' || was == ',') && is == ',';
  }

  @Test
  void everyOtherTokenAndSignature_isRefusedAtEveryByte() {
    String alphabet = "AZc9+_=";
    for (String secret : List.of(Vectors.ID, MAC)) {
      for (int at = 0; at < secret.length(); at++) {
        for (int i = 0; i < alphabet.length(); i++) {
          char other = alphabet.charAt(i);
          if (other == secret.charAt(at)) {
            continue;
          }
          String mutated = secret.substring(0, at) + other + secret.substring(at + 1);
          String header = HEADER.replace(secret, mutated);
          HttpRequest request = Vectors.request("GET", TARGET, HOST, header);

          assertThatThrownBy(() -> authenticate(request)).isInstanceOf(AuthRefusal.class);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /1.5/12345/storage/bookmarks?full=1&limit=10",
    "GET, /1.5/12345/storage/bookmarks?full=1&limit=11",
    "GET, /1.5/12345/storage/bookmarks?limit=10&full=1",
    "GET, /1.5/12345/storage/bookmarks",
    "GET, /1.5/12346/storage/bookmarks?full=1&limit=10",
    "GET, /1.5/12345/storage/%62ookmarks?full=1&limit=10"
  })
  void anotherRequest_isRefused(String method, String target) {
    assertRefused(AuthRefusal.Kind.BAD_SIGNATURE, Vectors.request(method, target, HOST, HEADER));
  }
}
