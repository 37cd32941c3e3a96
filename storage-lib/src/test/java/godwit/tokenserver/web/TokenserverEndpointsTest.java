package godwit.tokenserver.web;

import static godwit.tokenserver.web.ServedAccounts.assertError;
import static godwit.tokenserver.web.ServedAccounts.error;
import static godwit.tokenserver.web.TokenRequests.ACCOUNT;
import static godwit.tokenserver.web.TokenRequests.GENERATION;
import static godwit.tokenserver.web.TokenRequests.KEY_ID;
import static godwit.tokenserver.web.TokenRequests.good;
import static godwit.tokenserver.web.TokenRequests.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import godwit.http.HttpResponse;
import godwit.tokenserver.MemoryAccounts;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenserverEndpointsTest {
  private final ServedAccounts served = new ServedAccounts();

  @Test
  void token_isIssued() {
    HttpResponse response = good().sentTo(served.endpoints);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers())
        .isEqualTo(Map.of("X-Timestamp", "1700000000", "X-Content-Type-Options", "nosniff"));
    assertThat(json(response))
        .hasToString(
            "{\"id\":\"id-1\",\"key\":\"key-1\",\"uid\":1,"
                + "\"api_endpoint\":\"https://sync.example.org/1.5/1\",\"duration\":3600,"
                + "\"hashed_fxa_uid\":\"37b359ca074b634a57f1991f0d558e01\","
                + "\"hashalg\":\"sha256\",\"node_type\":\"spanner\"}");
  }

  @Test
  void storageToken_saysWhatTheNodeNeeds() {
    good().sentTo(served.endpoints);
    assertThat(served.minted)
        .containsExactly(
            new TokenFields(
                1,
                MemoryAccounts.NODE,
                ACCOUNT,
                KEY_ID,
                "37b359ca074b634a57f1991f0d558e01",
                "6a6b12cd69713840230937f8fd12adc7",
                1_700_003_600));
  }

  @ParameterizedTest
  @CsvSource({
    "duration=60, 60",
    "duration=3600, 3600",
    "duration=3601, 3600",
    "duration=0, 0",
    "duration=-1, 3600",
    "duration=1.5, 3600",
    "duration=, 3600",
    "duration=99999999999999999999, 3600",
    "x=1&duration=5&duration=6, 5",
    "durations=5, 3600",
  })
  void duration_isTakenUpToTheLimit(String query, long expected) {
    HttpResponse response = good().withQuery(query).sentTo(served.endpoints);
    assertThat(json(response).get("duration").asLong()).isEqualTo(expected);
    assertThat(served.minted.get(0).expires()).isEqualTo(1_700_000_000 + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer", "BEARER", "Bearer"})
  void scheme_isReadInAnyCase(String scheme) {
    String token = TokenRequests.accessToken(GENERATION);
    assertThat(good().with("Authorization", scheme + " " + token).sentTo(served.endpoints).status())
        .isEqualTo(200);
  }

  @Test
  void clientState_mayBeToldTwice() {
    assertThat(
            good()
                .with("X-Client-State", "00112233445566778899aabbccddeeff")
                .sentTo(served.endpoints)
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/1.0", "/1.0/", "/1.0/sync", "/1.0/sync/1.5/", "/1.0/sync/1.5/x", "/1.5/1"})
  void otherPaths_areNotFound(String path) {
    served.assertError(good().to(path), 404, error("error", "url", "", "Not Found"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD"})
  void otherMethods_areNotAllowed(String method) {
    HttpResponse response = good().withMethod(method).sentTo(served.endpoints);
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("Allow", "GET");
  }

  @Test
  void unexpectedFailure_isAnErrorAsClientsKnowIt() {
    TokenserverEndpoints broken =
        served.endpoints(
            token -> {
              throw new IllegalStateException("a bug");
            });
    assertError(
        broken.with(served.listener),
        good(),
        500,
        error("internal-error", "internal", "", "Server error"));
    assertThat(served.heard).containsExactly("broken");
  }

  @Test
  void listener_hearsOutcomes() {
    TokenserverEndpoints heardOf = served.endpoints.with(served.listener);
    good().sentTo(heardOf);
    good().without("X-KeyID").sentTo(heardOf);
    good().withGeneration(1).sentTo(heardOf);
    assertThat(served.heard).containsExactly("issued", "missing_key_id", "invalid_generation");
  }

  @Test
  void settings_areChecked() {
    assertThatThrownBy(() -> TokenserverSettings.of("oracle"))
        .hasMessageContaining("not a node type: 'oracle'");
    assertThatThrownBy(() -> new TokenserverSettings(Duration.ZERO, "mysql"))
        .hasMessageContaining("is below 1 s");
  }

  @Test
  void owns_allBelowItsRoot() {
    assertThat(TokenserverEndpoints.owns("/1.0/sync/1.5")).isTrue();
    assertThat(TokenserverEndpoints.owns("/1.5/1/info/collections")).isFalse();
  }

  @Test
  void secrets_areNotShown() {
    JsonNode body = json(good().sentTo(served.endpoints));
    assertThat(served.minted.get(0).toString()).doesNotContain(ACCOUNT);
    assertThat(new StorageToken(body.get("id").asText(), "secret").toString())
        .doesNotContain("secret");
  }
}
