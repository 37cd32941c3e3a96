package godwit.tokenserver.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.MACSigner;
import godwit.tokenserver.oauth.FakeAccountsServer.Pace;
import godwit.tokenserver.oauth.OAuthRefusal.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With an accounts server to ask. */
class AskedServerTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String OPAQUE = "a".repeat(64);
  private static final String SCOPE = AccessTokens.SYNC_SCOPE;

  private final SettableClock clock = new SettableClock();
  private final FakeAccountsServer server;
  private final OAuthVerifier verifier;

  AskedServerTest() throws IOException {
    server = new FakeAccountsServer();
    verifier = verifier(LONG, List.of());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private OAuthVerifier verifier(Duration limit, List<String> keys) {
    return AccessTokens.of(new OAuthSettings(server.uri(), limit, keys), clock);
  }

  private static String token(TestIssuer issuer) {
    return issuer.sign("at+jwt", TestIssuer.claims());
  }

  private static void assertRefused(OAuthVerifier verifier, String token, Kind kind) {
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOfSatisfying(OAuthRefusal.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageNotContaining(token);
  }

  private long fetches() {
    return server.requests().stream().filter(request -> request.equals("/v1/jwks")).count();
  }

  @Test
  void keys_areFetchedOnceAnHour() {
    verifier.verify(token(TestIssuer.CURRENT));
    clock.advance(FetchedKeys.PAUSE);
    verifier.verify(token(TestIssuer.CURRENT));
    assertThat(server.requests()).containsExactly("/v1/jwks");
    clock.advance(Duration.ofMinutes(15));
    verifier.verify(TestIssuer.CURRENT.accessToken("a", 1, 9_000));
    assertThat(fetches()).isEqualTo(1);
    clock.advance(FetchedKeys.FRESH);
    verifier.verify(TestIssuer.CURRENT.accessToken("a", 1, 9_000));
    assertThat(fetches()).isEqualTo(2);
  }

  @Test
  void unknownKey_isLookedForAgainButNotTooOften() {
    verifier.verify(token(TestIssuer.CURRENT));
    server.answerWith(400, "{}");
    for (int i = 0; i < 5; i++) {
      assertRefused(verifier, token(TestIssuer.STRANGER), Kind.INVALID);
    }
    assertThat(fetches()).isEqualTo(1);
    server.answerWith(200, "{}");
    server.publish(TestIssuer.CURRENT, TestIssuer.STRANGER);
    clock.advance(FetchedKeys.PAUSE);
    assertThat(verifier.verify(token(TestIssuer.STRANGER)).generation()).isNotNull();
    assertThat(fetches()).isEqualTo(2);
  }

  @Test
  void withdrawnKey_isForgotten() {
    verifier.verify(token(TestIssuer.CURRENT));
    server.publish(TestIssuer.STRANGER);
    clock.advance(FetchedKeys.FRESH);
    assertRefused(verifier, TestIssuer.CURRENT.accessToken("a", 1, 9_000), Kind.INVALID);
  }

  @Test
  void keys_stayInUseForADayWhileTheServerFails() {
    verifier.verify(token(TestIssuer.CURRENT));
    server.answerWith(500, "{}");
    clock.advance(FetchedKeys.USABLE.minusMillis(1));
    String late = TestIssuer.CURRENT.accessToken("a", 1, 1_000_000);
    assertThat(verifier.verify(late).fxaUid()).isEqualTo("a");
    clock.advance(FetchedKeys.PAUSE);
    assertRefused(verifier, late, Kind.UNAVAILABLE);
  }

  @Test
  void keys_areFetchedOnceForManyAtATime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<OAuthClaims>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> verifier.verify(token(TestIssuer.CURRENT))));
      }
      for (Future<OAuthClaims> answer : answers) {
        assertThat(answer.get().fxaUid()).isNotEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.requests()).containsExactly("/v1/jwks");
  }

  private void awaitRequests(int many) {
    while (server.requests().size() < many) {
      Thread.onSpinWait();
    }
  }

  @Test
  @Timeout(60)
  void keysOfTheLastDay_areUsedWhileNewOnesAreFetched() throws Exception {
    String good = TestIssuer.CURRENT.accessToken("a", 1, 1_000_000);
    verifier.verify(good);
    clock.advance(FetchedKeys.FRESH);
    server.setPace(Pace.SILENT);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<OAuthClaims> fetching = threads.submit(() -> verifier.verify(good));
      awaitRequests(2);

      assertThat(verifier.verify(good).fxaUid()).isEqualTo("a");
      assertThat(fetching.isDone()).isFalse();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Timeout(60)
  void keys_areNotCompleteWhileNewOnesAreFetched() {
    var keys = new FetchedKeys(new AccountsServer(server.uri(), LONG), clock);
    keys.candidates(null);
    assertThat(keys.areComplete()).isTrue();
    clock.advance(FetchedKeys.PAUSE);
    server.setPace(Pace.SILENT);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<?> fetching = threads.submit(() -> keys.candidates("new"));
      awaitRequests(2);

      assertThat(keys.candidates("newer")).isEmpty();
      assertThat(keys.areComplete()).isFalse();
      assertThat(fetching.isDone()).isFalse();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Timeout(60)
  void serverIsNotAskedAboutTooManyTokensAtOnce() {
    server.setPace(Pace.SILENT);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<OAuthClaims>> asked = new ArrayList<>();
      for (int i = 0; i < RemoteVerifier.MOST_AT_ONCE; i++) {
        asked.add(threads.submit(() -> verifier.verify(OPAQUE)));
      }
      awaitRequests(asked.size());

      assertRefused(verifier, OPAQUE, Kind.UNAVAILABLE);
      assertThat(asked).noneMatch(Future::isDone);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void setKeys_areNotFetched() {
    OAuthVerifier set = verifier(LONG, List.of(TestIssuer.CURRENT.publicJwk()));
    set.verify(token(TestIssuer.CURRENT));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void opaqueToken_isShownToTheServer() {
    server.answerWith(
        200, "{\"user\":\"abc\",\"scope\":[\"profile\",\"" + SCOPE + "\"],\"generation\":17}");
    assertThat(verifier.verify(OPAQUE)).isEqualTo(new OAuthClaims("abc", 17L));
    assertThat(server.requests()).containsExactly("/v1/verify {\"token\":\"" + OPAQUE + "\"}");
  }

  @Test
  void generation_mayBeMissingInTheServersAnswer() {
    server.answerWith(200, "{\"user\":\"abc\",\"scope\":[\"" + SCOPE + "\"]}");
    assertThat(verifier.verify(OPAQUE)).isEqualTo(new OAuthClaims("abc", null));
  }

  @Test
  void forgedToken_isNotShownToTheServer() {
    server.answerWith(200, "{\"user\":\"abc\",\"scope\":[\"" + SCOPE + "\"]}");
    String good = token(TestIssuer.CURRENT);
    String bad = good.substring(0, good.lastIndexOf('.') + 1) + "AAAA";
    assertRefused(verifier(LONG, List.of(TestIssuer.CURRENT.publicJwk())), bad, Kind.INVALID);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void tokenOfAnotherAlgorithm_isRefusedWhateverTheServerWouldSay() throws JOSEException {
    server.answerWith(200, "{\"user\":\"abc\",\"scope\":[\"" + SCOPE + "\"]}");
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("at+jwt"));
    var signed = new JWSObject(header.build(), new Payload(TestIssuer.claims()));
    signed.sign(new MACSigner(TestIssuer.CURRENT.key().toRSAPublicKey().getEncoded()));
    var unsigned = new PlainObject(new Payload(TestIssuer.claims()));
    assertRefused(verifier, signed.serialize(), Kind.INVALID);
    assertRefused(verifier, unsigned.serialize(), Kind.INVALID);
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user\":\"abc\",\"scope\":[\"profile\"]}",
        "{\"user\":\"abc\"}",
        "{\"scope\":[\"https://identity.mozilla.com/apps/oldsync\"]}",
        "{\"user\":7,\"scope\":[\"https://identity.mozilla.com/apps/oldsync\"]}",
      })
  void answerWithoutAccountOrScope_refusesTheToken(String answer) {
    server.answerWith(200, answer);
    assertRefused(verifier, OPAQUE, Kind.INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void refusalOfTheServer_refusesTheToken(int status) {
    server.answerWith(status, "{}");
    assertRefused(verifier, OPAQUE, Kind.INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 408, 429, 500, 503})
  void troubleOfTheServer_leavesTheTokenOpen(int status) {
    server.answerWith(status, "{}");
    assertRefused(verifier, OPAQUE, Kind.UNAVAILABLE);
  }

  @Test
  void answerThatIsNoJson_leavesTheTokenOpen() {
    server.answerWith(200, "<html>");
    assertRefused(verifier, OPAQUE, Kind.UNAVAILABLE);
  }

  @Test
  void endlessAnswer_isCutOff() {
    server.answerWith(200, " ".repeat(300_000));
    assertRefused(verifier, OPAQUE, Kind.UNAVAILABLE);
  }

  @Test
  void slowServer_leavesTheTokenOpen() {
    OAuthVerifier impatient = verifier(Duration.ofMillis(150), List.of());
    server.answerWith(200, "{\"user\":\"abc\",\"scope\":[\"" + SCOPE + "\"]}");
    for (Pace pace : List.of(Pace.SILENT, Pace.STUCK)) {
      server.setPace(pace);
      assertRefused(impatient, OPAQUE, Kind.UNAVAILABLE);
    }
  }

  @Test
  void absentServer_leavesTheTokenOpen() {
    URI nobody = server.uri();
    server.close();
    OAuthVerifier alone = AccessTokens.of(new OAuthSettings(nobody, LONG, List.of()), clock);
    assertRefused(alone, OPAQUE, Kind.UNAVAILABLE);
    assertRefused(alone, token(TestIssuer.CURRENT), Kind.UNAVAILABLE);
  }
}
