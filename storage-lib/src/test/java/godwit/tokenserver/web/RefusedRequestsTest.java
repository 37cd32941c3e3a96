package godwit.tokenserver.web;

import static godwit.tokenserver.web.ServedAccounts.OAUTH;
import static godwit.tokenserver.web.ServedAccounts.assertError;
import static godwit.tokenserver.web.ServedAccounts.clientStateError;
import static godwit.tokenserver.web.ServedAccounts.error;
import static godwit.tokenserver.web.TokenRequests.ACCOUNT;
import static godwit.tokenserver.web.TokenRequests.CLOCK;
import static godwit.tokenserver.web.TokenRequests.GENERATION;
import static godwit.tokenserver.web.TokenRequests.KEY_ID;
import static godwit.tokenserver.web.TokenRequests.good;
import static godwit.tokenserver.web.TokenRequests.json;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.storage.StorageException;
import godwit.tokenserver.AccountPolicy;
import godwit.tokenserver.MemoryAccounts;
import godwit.tokenserver.TokenserverRefusal.Kind;
import godwit.tokenserver.oauth.AccessTokens;
import godwit.tokenserver.oauth.OAuthRefusal;
import godwit.tokenserver.oauth.TestIssuer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedRequestsTest {
  private static final String OTHER_KEY = "-_____________________w";
  private final ServedAccounts served = new ServedAccounts();

  @Test
  void missingOrMalformedAuthorization_isUnauthorized() {
    String body = error("error", "body", "", "Unauthorized");
    served.assertError(good().without("Authorization"), 401, body);
    served.assertError(good().with("Authorization", "Bearer"), 401, body);
    served.assertError(good().with("Authorization", ""), 401, body);
  }

  @Test
  void otherScheme_isUnsupported() {
    String body = error("error", "body", "", "Unsupported");
    served.assertError(good().with("Authorization", "BrowserID abc"), 401, body);
    served.assertError(good().with("Authorization", "Basic eA=="), 401, body);
  }

  @Test
  void badToken_isInvalidCredentials() {
    String body = error("invalid-credentials", "body", "", "Unauthorized");
    served.assertError(good().with("Authorization", "Bearer nonsense"), 401, body);
    String expired = TestIssuer.CURRENT.accessToken(ACCOUNT, 1, 1_700_000_000);
    served.assertError(good().with("Authorization", "Bearer " + expired), 401, body);
    String odd = TestIssuer.CURRENT.accessToken("a@b", 1, 1_700_000_060);
    served.assertError(good().with("Authorization", "Bearer " + odd), 401, body);
    served.assertError(good().withGeneration(Long.MAX_VALUE), 401, body);
  }

  @Test
  void unreachableAccountsServer_isUnavailable() {
    TokenserverEndpoints deaf =
        served.endpoints(
            token -> {
              throw OAuthRefusal.unavailable("no answer");
            });
    assertError(deaf, good(), 503, error("error", "body", "", "Resource is not available"));
  }

  @Test
  void missingKeyId_isTold() {
    served.assertError(
        good().without("X-KeyID"),
        401,
        error("invalid-key-id", "header", "", "Missing X-KeyID header"));
  }

  @Test
  void keyIdThatIsNotAscii_isTold() {
    served.assertError(
        good().with("X-KeyID", "1-é"),
        401,
        error("invalid-key-id", "header", "", "Invalid X-KeyID header"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1700000000123",
        "-ABEiM0RVZneImaq7zN3u_w",
        "x-ABEiM0RVZneImaq7zN3u_w",
        "1.5-ABEiM0RVZneImaq7zN3u_w",
        "99999999999999999999-ABEiM0RVZneImaq7zN3u_w",
        "1700000000123-ABEiM0RVZneImaq7zN3u_w==",
        "1700000000123-ABEiM0RVZneImaq7zN3u/w",
        "1700000000123-ABEiM0RVZneImaq7zN3u_x",
        "1700000000123-A",
        "1700000000123-ABEiM0RVZneImaq7zN3u_wAB",
        "1700000000123-ABEi M0R",
      })
  void malformedKeyId_isInvalidCredentials(String keyId) {
    served.assertError(
        good().with("X-KeyID", keyId),
        401,
        error("invalid-credentials", "body", "", "Unauthorized"));
  }

  @Test
  void malformedClientState_isTold() {
    for (String state : List.of("", "a b", "ä", "0".repeat(33))) {
      served.assertError(
          good().with("X-Client-State", state),
          400,
          error("error", "header", "X-Client-State", "Invalid client state value"));
    }
  }

  @Test
  void clientStateThatDiffersFromTheKeyId_isTold() {
    served.assertError(
        good().with("X-Client-State", "ff112233445566778899aabbccddeeff"),
        401,
        error("invalid-client-state", "body", "", "Unauthorized"));
  }

  @Test
  void unknownApplication_isTold() {
    served.assertError(
        good().to("/1.0/queuey/1.5"),
        404,
        error("error", "url", "application", "Unsupported application"));
  }

  @Test
  void unknownVersion_isToldWithItsName() {
    served.assertError(
        good().to("/1.0/sync/1.1"),
        404,
        error("error", "url", "1.1", "Unsupported application version"));
  }

  @Test
  void stranger_doesNotLearnWhatIsServed() {
    served.assertError(
        good().to("/1.0/queuey/1.5").without("Authorization"),
        401,
        error("error", "body", "", "Unauthorized"));
  }

  @Test
  void olderGeneration_isTold() {
    good().withGeneration(GENERATION + 5).sentTo(served.endpoints);
    served.assertError(
        good().withGeneration(GENERATION + 4),
        401,
        error("invalid-generation", "body", "", "Unauthorized"));
  }

  @Test
  void keyChangeAheadOfItsGeneration_isTold() {
    good().sentTo(served.endpoints);
    served.assertError(
        good().with("X-KeyID", (GENERATION + 1) + KEY_ID.substring(13)),
        401,
        error("invalid-keysChangedAt", "body", "", "Unauthorized"));
  }

  @Test
  void emptyClientState_isTold() {
    served.assertError(
        good().with("X-KeyID", GENERATION + "-"), 401, clientStateError("empty string"));
  }

  @Test
  void newClientState_needsANewGeneration() {
    good().sentTo(served.endpoints);
    served.assertError(
        good().with("X-KeyID", GENERATION + OTHER_KEY),
        401,
        clientStateError("new value with no generation change"));
  }

  @Test
  void newClientState_needsANewKeyChange() {
    good().sentTo(served.endpoints);
    served.assertError(
        good().withGeneration(GENERATION + 1).with("X-KeyID", GENERATION + OTHER_KEY),
        401,
        clientStateError("new value with no keys_changed_at change"));
  }

  @Test
  void staleClientState_isTold() {
    good().sentTo(served.endpoints);
    TokenRequests changed =
        good().withGeneration(GENERATION + 1).with("X-KeyID", (GENERATION + 1) + OTHER_KEY);
    assertThat(json(changed.sentTo(served.endpoints)).get("uid").asLong()).isEqualTo(2);
    served.assertError(
        good()
            .withGeneration(GENERATION + 2)
            .with("X-KeyID", (GENERATION + 2) + KEY_ID.substring(13)),
        401,
        clientStateError("stale value"));
  }

  @Test
  void newUsers_areForbiddenWherePolicySaysSo() {
    var closed = new MemoryAccounts(AccountPolicy.DEFAULT.withoutNewUsers());
    assertError(
        served.endpoints(closed, AccessTokens.of(OAUTH, CLOCK)),
        good(),
        403,
        error("new-users-disabled", "body", "", "New users are not allowed"));
  }

  @Test
  void troubleWithTheDatabase_isAServerError() {
    String body = error("internal-error", "internal", "", "Server error");
    served.accounts.failWith(MemoryAccounts.refusal(Kind.NO_NODE));
    served.assertError(good(), 503, body);
    served.accounts.failWith(new StorageException(StorageException.Kind.TRANSIENT, "cut off"));
    served.assertError(good(), 503, body);
    served.accounts.failWith(new StorageException(StorageException.Kind.UNREACHABLE, "gone"));
    served.assertError(good(), 503, body);
    served.accounts.failWith(new StorageException(StorageException.Kind.BROKEN, "broken"));
    served.assertError(good(), 500, body);
    served.accounts.failWith(MemoryAccounts.refusal(Kind.NODE_GONE));
    served.assertError(good(), 500, body);
  }

  @Test
  void slowDatabase_isToldFromABrokenOne() {
    served.accounts.failWith(MemoryAccounts.refusal(Kind.ELAPSED));
    served.assertError(good(), 504, error("elapsed", "body", "", "Elapsed"));
  }
}
