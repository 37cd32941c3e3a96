package godwit.tokenserver.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.tokenserver.AccountClaim;
import godwit.tokenserver.Accounts;
import godwit.tokenserver.Placement;
import godwit.tokenserver.oauth.OAuthClaims;
import godwit.tokenserver.oauth.OAuthVerifier;
import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Exchanges an access token for a storage token. */
final class TokenEndpoint {
  private static final String DURATION = "duration=";

  private final Accounts accounts;
  private final OAuthVerifier verifier;
  private final TokenFactory tokens;
  private final Clock clock;

  TokenEndpoint(Accounts accounts, OAuthVerifier verifier, TokenFactory tokens, Clock clock) {
    this.accounts = accounts;
    this.verifier = verifier;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Who asks comes before what is asked for: strangers learn nothing, not even what is served. */
  HttpResponse answer(HttpRequest request, TokenPath path) {
    OAuthClaims token = verifier.verify(BearerHeader.token(request));
    KeyId keyId = KeyId.of(request);
    path.check();
    AccountClaim claim = claim(token, keyId);
    return issued(
        claim, accounts.place(claim), tokens.settings().seconds(duration(request.rawQuery())));
  }

  private static AccountClaim claim(OAuthClaims token, KeyId keyId) {
    try {
      return new AccountClaim(
          token.fxaUid(), token.generation(), keyId.keysChangedAt(), keyId.clientState());
    } catch (IllegalArgumentException outOfRange) {
      throw TokenError.INVALID_CREDENTIALS.refusal();
    }
  }

  private static String duration(@Nullable String query) {
    return query == null
        ? ""
        : Arrays.stream(query.split("&"))
            .filter(parameter -> parameter.startsWith(DURATION))
            .map(parameter -> parameter.substring(DURATION.length()))
            .findFirst()
            .orElse("");
  }

  private HttpResponse issued(AccountClaim claim, Placement placement, long seconds) {
    long now = clock.instant().getEpochSecond();
    String account = tokens.hash().account(claim.fxaUid());
    StorageToken token =
        tokens
            .mint()
            .mint(
                new TokenFields(
                    placement.uid(),
                    placement.node(),
                    claim.fxaUid(),
                    placement.keys().fxaKid(),
                    account,
                    tokens.hash().device(account),
                    now + seconds));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", token.id())
        .put("key", token.key())
        .put("uid", placement.uid())
        .put("api_endpoint", placement.node() + "/1.5/" + placement.uid())
        .put("duration", seconds)
        .put("hashed_fxa_uid", account)
        .put("hashalg", "sha256")
        .put("node_type", tokens.settings().nodeType());
    return HttpResponse.json(200, body.toString())
        .with("X-Timestamp", Long.toString(now))
        .with("X-Content-Type-Options", "nosniff");
  }
}
