package godwit.tokenserver.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import godwit.tokenserver.oauth.OAuthRefusal.Kind;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.stream.StreamSupport;

/** Lets the accounts server itself judge a token. */
final class RemoteVerifier implements OAuthVerifier {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/v1/verify";
  private static final int OK = 200;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;

  /** Anybody can send tokens that only the server can judge; it may be slow. */
  static final int MOST_AT_ONCE = 32;

  private final AccountsServer server;
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);

  RemoteVerifier(AccountsServer server) {
    this.server = server;
  }

  @Override
  public OAuthClaims verify(String token) {
    if (!free.tryAcquire()) {
      throw OAuthRefusal.unavailable(
          "the accounts server is being asked about %d tokens already".formatted(MOST_AT_ONCE));
    }
    try {
      return judge(ask(token));
    } finally {
      free.release();
    }
  }

  private OAuthClaims judge(AccountsServer.Answer answer) {
    if (answer.status() == OK) {
      return claims(body(answer));
    }
    if (answer.status() >= 400
        && answer.status() < 500
        && answer.status() != TIMEOUT
        && answer.status() != TOO_MANY) {
      throw OAuthRefusal.invalid("the accounts server refused the token");
    }
    throw OAuthRefusal.unavailable("the accounts server answered " + answer.status());
  }

  private AccountsServer.Answer ask(String token) {
    String json = JsonNodeFactory.instance.objectNode().put("token", token).toString();
    try {
      return server.post(PATH, json);
    } catch (IOException e) {
      throw new OAuthRefusal(
          Kind.UNAVAILABLE, "no answer from " + server.uri(PATH) + ": " + e.getMessage(), e);
    }
  }

  private JsonNode body(AccountsServer.Answer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      // Not the cause: it quotes the body.
      throw OAuthRefusal.unavailable(server.uri(PATH) + " answered with something else than JSON");
    }
  }

  private static OAuthClaims claims(JsonNode body) {
    boolean forSync =
        StreamSupport.stream(body.path("scope").spliterator(), false)
            .anyMatch(scope -> scope.asText().equals(AccessTokens.SYNC_SCOPE));
    if (!forSync) {
      throw OAuthRefusal.invalid("the token is not for Sync");
    }
    JsonNode user = body.path("user");
    JsonNode generation = body.path("generation");
    if (!user.isTextual() || user.asText().isEmpty()) {
      throw OAuthRefusal.invalid("the accounts server named no account");
    }
    return new OAuthClaims(
        user.asText(), generation.canConvertToExactIntegral() ? generation.asLong() : null);
  }
}
