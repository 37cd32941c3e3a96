package godwit.tokenserver.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import godwit.http.HttpResponse;
import godwit.tokenserver.TokenserverRefusal;
import godwit.tokenserver.oauth.OAuthRefusal;
import java.util.Locale;

/** The errors of the tokenserver, as clients know them. */
enum TokenError {
  UNAUTHORIZED(401, "error", "body", "", "Unauthorized"),
  UNSUPPORTED_SCHEME(401, "error", "body", "", "Unsupported"),
  INVALID_CREDENTIALS(401, "invalid-credentials", "body", "", "Unauthorized"),
  MISSING_KEY_ID(401, "invalid-key-id", "header", "", "Missing X-KeyID header"),
  INVALID_KEY_ID(401, "invalid-key-id", "header", "", "Invalid X-KeyID header"),
  MALFORMED_CLIENT_STATE(400, "error", "header", "X-Client-State", "Invalid client state value"),
  OTHER_CLIENT_STATE(401, "invalid-client-state", "body", "", "Unauthorized"),
  EMPTY_CLIENT_STATE("empty string"),
  STALE_CLIENT_STATE("stale value"),
  CLIENT_STATE_WITHOUT_GENERATION("new value with no generation change"),
  CLIENT_STATE_WITHOUT_KEYS_CHANGED_AT("new value with no keys_changed_at change"),
  INVALID_GENERATION(401, "invalid-generation", "body", "", "Unauthorized"),
  INVALID_KEYS_CHANGED_AT(401, "invalid-keysChangedAt", "body", "", "Unauthorized"),
  UNKNOWN_APPLICATION(404, "error", "url", "application", "Unsupported application"),
  UNKNOWN_VERSION(404, "error", "url", "", "Unsupported application version"),
  NEW_USERS_DISABLED(403, "new-users-disabled", "body", "", "New users are not allowed"),
  NOT_FOUND(404, "error", "url", "", "Not Found"),
  METHOD_NOT_ALLOWED(405, "error", "method", "", "Method Not Allowed"),
  UNAVAILABLE(503, "internal-error", "internal", "", "Server error"),
  BROKEN(500, "internal-error", "internal", "", "Server error"),
  ELAPSED(504, "elapsed", "body", "", "Elapsed"),
  ACCOUNTS_UNAVAILABLE(503, "error", "body", "", "Resource is not available");

  private final int http;
  private final String status;
  private final String location;
  private final String name;
  private final String description;

  TokenError(int http, String status, String location, String name, String description) {
    this.http = http;
    this.status = status;
    this.location = location;
    this.name = name;
    this.description = description;
  }

  TokenError(String clientState) {
    this(
        401,
        "invalid-client-state",
        "header",
        "X-Client-State",
        "Unacceptable client-state value " + clientState);
  }

  /** What a refused claim, or a full or slow server, is to clients. */
  static TokenError of(TokenserverRefusal refusal) {
    return switch (refusal.kind()) {
      case INVALID_KEYS_CHANGED_AT -> INVALID_KEYS_CHANGED_AT;
      case INVALID_GENERATION -> INVALID_GENERATION;
      case EMPTY_CLIENT_STATE -> EMPTY_CLIENT_STATE;
      case STALE_CLIENT_STATE -> STALE_CLIENT_STATE;
      case CLIENT_STATE_WITHOUT_GENERATION -> CLIENT_STATE_WITHOUT_GENERATION;
      case CLIENT_STATE_WITHOUT_KEYS_CHANGED_AT -> CLIENT_STATE_WITHOUT_KEYS_CHANGED_AT;
      case NEW_USERS_DISABLED -> NEW_USERS_DISABLED;
      case NO_NODE -> UNAVAILABLE;
      case NODE_GONE -> BROKEN;
      case ELAPSED -> ELAPSED;
    };
  }

  /** What a token that is not accepted is to clients. */
  static TokenError of(OAuthRefusal refusal) {
    return switch (refusal.kind()) {
      case INVALID -> INVALID_CREDENTIALS;
      case UNAVAILABLE -> ACCOUNTS_UNAVAILABLE;
    };
  }

  /** The name in metrics. */
  String outcome() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Throws it. */
  TokenRefusal refusal() {
    return new TokenRefusal(this, response());
  }

  /** The same, naming a part of the request. */
  TokenRefusal refusal(String named) {
    return new TokenRefusal(this, response(named));
  }

  HttpResponse response() {
    return response(name);
  }

  private HttpResponse response(String named) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("status", status)
        .putArray("errors")
        .addObject()
        .put("location", location)
        .put("name", named)
        .put("description", description);
    return HttpResponse.json(http, body.toString());
  }
}
