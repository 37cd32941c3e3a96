package godwit.tokenserver.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.tokenserver.oauth.AccountEvent.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTokensTest {
  private static final String DELETED =
      TestIssuer.CURRENT.eventToken("abc", "delete-user", Map.of());

  private static EventTokens tokens(@Nullable String issuer, @Nullable String clientId) {
    var settings =
        new OAuthSettings(
            null, OAuthSettings.DEFAULT_LIMIT, List.of(TestIssuer.CURRENT.publicJwk()));
    return EventTokens.of(settings, new SettableClock(), issuer, clientId);
  }

  private static AccountEvent only(String event, Map<String, Object> details) {
    List<AccountEvent> events =
        tokens(null, null).verify(TestIssuer.CURRENT.eventToken("abc", event, details));
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static void assertRefused(EventTokens tokens, String token) {
    assertThatThrownBy(() -> tokens.verify(token))
        .isInstanceOfSatisfying(
            OAuthRefusal.class, e -> assertThat(e.kind()).isEqualTo(OAuthRefusal.Kind.INVALID));
  }

  @Test
  void deletedUser_isRead() {
    assertThat(only("delete-user", Map.of())).isEqualTo(new AccountEvent(Kind.DELETED, "abc", 0));
  }

  @Test
  void changedPassword_isReadWithItsTime() {
    assertThat(only("password-change", Map.of("changeTime", 1_565_721_242_227L)))
        .isEqualTo(new AccountEvent(Kind.PASSWORD_CHANGED, "abc", 1_565_721_242_227L));
  }

  @Test
  void changedPassword_withoutAUsableTimeIsOther() {
    List<Map<String, Object>> details =
        List.of(
            Map.of(),
            Map.of("changeTime", "now"),
            Map.of("changeTime", 0),
            Map.of("changeTime", -5),
            Map.of("changeTime", Long.MAX_VALUE));
    for (Map<String, Object> detail : details) {
      assertThat(only("password-change", detail).kind()).isEqualTo(Kind.OTHER);
    }
  }

  @Test
  void otherEvents_areOther() {
    assertThat(only("profile-change", Map.of("email", "x")).kind()).isEqualTo(Kind.OTHER);
    assertThat(only("delete-user-not", Map.of()).kind()).isEqualTo(Kind.OTHER);
  }

  @Test
  void issuerAndClient_areCheckedWhereSet() {
    assertThat(tokens("https://accounts.example.org/", "client-1").verify(DELETED)).hasSize(1);
    assertRefused(tokens("https://elsewhere.example.org/", null), DELETED);
    assertRefused(tokens(null, "client-2"), DELETED);
  }

  @Test
  void client_mayBeOneOfSeveral() {
    String token =
        TestIssuer.CURRENT.sign(
            "secevent+jwt", Map.of("sub", "abc", "aud", List.of("client-0", "client-2")));
    assertThat(tokens(null, "client-2").verify(token)).isEmpty();
    assertRefused(tokens(null, "client-1"), token);
  }

  @Test
  void forgedTokens_areRefused() {
    assertRefused(
        tokens(null, null), TestIssuer.STRANGER.eventToken("abc", "delete-user", Map.of()));
    assertRefused(tokens(null, null), DELETED.substring(0, DELETED.length() - 8) + "AAAAAAAA");
    assertRefused(tokens(null, null), "nonsense");
  }

  @Test
  void keysThatCannotBeFetched_refuseNothingForGood() throws IOException {
    try (var server = new FakeAccountsServer()) {
      var clock = new SettableClock();
      EventTokens fetching =
          EventTokens.of(
              new OAuthSettings(server.uri(), OAuthSettings.DEFAULT_LIMIT, List.of()),
              clock,
              null,
              null);
      server.answerWith(500, "");
      assertThatThrownBy(() -> fetching.verify(DELETED))
          .isInstanceOfSatisfying(
              OAuthRefusal.class,
              e -> assertThat(e.kind()).isEqualTo(OAuthRefusal.Kind.UNAVAILABLE));

      server.answerWith(200, "");
      clock.advance(FetchedKeys.PAUSE);
      assertThat(fetching.verify(DELETED)).hasSize(1);
      clock.advance(FetchedKeys.PAUSE);
      assertRefused(fetching, TestIssuer.STRANGER.eventToken("abc", "delete-user", Map.of()));
    }
  }

  @Test
  void accessToken_isNoEventToken() {
    assertRefused(tokens(null, null), TestIssuer.CURRENT.accessToken("abc", 1, 9_000));
  }

  @Test
  void account_isNeeded() {
    assertRefused(
        tokens(null, null), TestIssuer.CURRENT.sign("secevent+jwt", Map.of("events", Map.of())));
  }
}
