package godwit.tokenserver.web;

import static godwit.tokenserver.web.TokenRequests.CLOCK;
import static godwit.tokenserver.web.TokenRequests.json;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpResponse;
import godwit.tokenserver.AccountPolicy;
import godwit.tokenserver.MemoryAccounts;
import godwit.tokenserver.oauth.AccessTokens;
import godwit.tokenserver.oauth.AccountEvent;
import godwit.tokenserver.oauth.EventTokens;
import godwit.tokenserver.oauth.OAuthSettings;
import godwit.tokenserver.oauth.OAuthVerifier;
import godwit.tokenserver.oauth.TestIssuer;
import java.util.ArrayList;
import java.util.List;

/** A tokenserver over accounts in memory that notes what it mints and what it tells listeners. */
final class ServedAccounts {
  static final OAuthSettings OAUTH =
      new OAuthSettings(null, OAuthSettings.DEFAULT_LIMIT, List.of(TestIssuer.CURRENT.publicJwk()));

  final MemoryAccounts accounts = new MemoryAccounts(AccountPolicy.DEFAULT);
  final List<TokenFields> minted = new ArrayList<>();
  final List<String> heard = new ArrayList<>();
  final TokenserverEndpoints endpoints = endpoints(AccessTokens.of(OAUTH, CLOCK));

  final TokenserverListener listener =
      new TokenserverListener() {
        @Override
        public void answered(String outcome) {
          heard.add(outcome);
        }

        @Override
        public void received(AccountEvent.Kind event) {
          heard.add(event.name());
        }
      };

  TokenserverEndpoints endpoints(OAuthVerifier verifier) {
    return endpoints(accounts, verifier);
  }

  TokenserverEndpoints endpoints(MemoryAccounts accounts, OAuthVerifier verifier) {
    TokenMint mint =
        fields -> {
          minted.add(fields);
          return new StorageToken("id-" + minted.size(), "key-" + minted.size());
        };
    return TokenserverEndpoints.of(
        accounts,
        verifier,
        new TokenFactory(mint, MetricsHash.of("metrics secret"), TokenserverSettings.of("spanner")),
        CLOCK);
  }

  TokenserverEndpoints withWebhook(boolean onlyCounts) {
    return endpoints
        .with(listener)
        .withWebhook(EventTokens.of(OAUTH, CLOCK, null, null), onlyCounts);
  }

  static String error(String status, String location, String name, String description) {
    return "{\"status\":\"%s\",\"errors\":[{\"location\":\"%s\",\"name\":\"%s\",\"description\":\"%s\"}]}"
        .formatted(status, location, name, description);
  }

  void assertError(TokenRequests request, int status, String body) {
    assertError(endpoints, request, status, body);
  }

  static void assertError(
      TokenserverEndpoints endpoints, TokenRequests request, int status, String body) {
    HttpResponse response = request.sentTo(endpoints);
    assertThat(json(response)).hasToString(body);
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.contentType()).isEqualTo("application/json");
  }

  static String clientStateError(String reason) {
    return error(
        "invalid-client-state",
        "header",
        "X-Client-State",
        "Unacceptable client-state value " + reason);
  }
}
