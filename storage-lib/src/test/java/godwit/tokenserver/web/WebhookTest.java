package godwit.tokenserver.web;

import static godwit.tokenserver.web.ServedAccounts.assertError;
import static godwit.tokenserver.web.ServedAccounts.error;
import static godwit.tokenserver.web.TokenRequests.ACCOUNT;
import static godwit.tokenserver.web.TokenRequests.GENERATION;
import static godwit.tokenserver.web.TokenRequests.good;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.storage.StorageException;
import godwit.tokenserver.oauth.TestIssuer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private final ServedAccounts served = new ServedAccounts();

  private static TokenRequests event(String event, Map<String, Object> details) {
    return good()
        .withMethod("POST")
        .to("/1.0/webhooks/fxa/events")
        .with("Authorization", "Bearer " + TestIssuer.CURRENT.eventToken(ACCOUNT, event, details));
  }

  @Test
  void webhook_isOffUnlessAskedFor() {
    assertThat(event("delete-user", Map.of()).sentTo(served.endpoints).status()).isEqualTo(404);
  }

  @Test
  void deletedUser_isRetired() {
    TokenserverEndpoints hooked = served.withWebhook(false);
    good().sentTo(hooked);
    assertError(hooked, event("delete-user", Map.of()), 200, "{}");
    assertThat(good().sentTo(hooked).status()).isEqualTo(401);
    assertThat(served.heard).containsExactly("issued", "DELETED", "invalid_generation");
  }

  @Test
  void changedPassword_refusesOlderSignIns() {
    TokenserverEndpoints hooked = served.withWebhook(false);
    good().sentTo(hooked);
    assertError(hooked, event("password-change", Map.of("changeTime", GENERATION + 10)), 200, "{}");
    assertThat(good().sentTo(hooked).status()).isEqualTo(401);
    assertThat(good().withGeneration(GENERATION + 9).sentTo(hooked).status()).isEqualTo(200);
  }

  @Test
  void otherEvents_areIgnored() {
    TokenserverEndpoints hooked = served.withWebhook(false);
    good().sentTo(hooked);
    assertError(hooked, event("profile-change", Map.of()), 200, "{}");
    assertThat(good().sentTo(hooked).status()).isEqualTo(200);
  }

  @Test
  void webhook_thatOnlyCountsChangesNothing() {
    TokenserverEndpoints hooked = served.withWebhook(true);
    good().sentTo(hooked);
    assertError(hooked, event("delete-user", Map.of()), 200, "{}");
    assertThat(good().sentTo(hooked).status()).isEqualTo(200);
    assertThat(served.heard).containsExactly("issued", "DELETED", "issued");
  }

  @Test
  void webhook_refusesOthersTokens() {
    TokenserverEndpoints hooked = served.withWebhook(false);
    assertError(
        hooked,
        event("delete-user", Map.of())
            .with("Authorization", "Bearer " + TokenRequests.accessToken(GENERATION)),
        401,
        error("invalid-credentials", "body", "", "Unauthorized"));
    assertError(
        hooked,
        event("delete-user", Map.of()).without("Authorization"),
        401,
        error("error", "body", "", "Unauthorized"));
  }

  @Test
  void webhook_failsWithTheDatabaseSoThatTheSenderTriesAgain() {
    TokenserverEndpoints hooked = served.withWebhook(false);
    served.accounts.failWith(new StorageException(StorageException.Kind.TRANSIENT, "cut off"));
    assertThat(event("delete-user", Map.of()).sentTo(hooked).status()).isEqualTo(503);
  }

  @Test
  void webhook_takesPostsOnly() {
    assertThat(
            event("delete-user", Map.of())
                .withMethod("GET")
                .sentTo(served.withWebhook(false))
                .status())
        .isEqualTo(405);
  }
}
