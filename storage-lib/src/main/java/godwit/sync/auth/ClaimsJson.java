package godwit.sync.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON within a token: claims, and the salt of its key. */
final class ClaimsJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Claims, and the salt of the token's key. */
  record Salted(TokenClaims claims, String salt) {}

  private ClaimsJson() {}

  /** Compact; the order of the keys is of no importance, since the bytes are signed. */
  static byte[] write(TokenClaims claims, String salt) {
    ObjectNode node = JSON.createObjectNode();
    node.put("node", claims.node());
    node.put("fxa_kid", claims.fxaKid());
    node.put("fxa_uid", claims.fxaUid());
    node.put("hashed_device_id", claims.hashedDeviceId());
    node.put("hashed_fxa_uid", claims.hashedFxaUid());
    putExpires(node, claims.expires());
    node.put("uid", claims.uid());
    node.put("tokenserver_origin", claims.origin().text());
    node.put("salt", salt);
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers can always be written", e);
    }
  }

  private static void putExpires(ObjectNode node, double expires) {
    if (expires == Math.rint(expires) && Math.abs(expires) < Long.MAX_VALUE) {
      node.put("expires", (long) expires);
    } else {
      node.put("expires", expires);
    }
  }

  /** Nothing unless all that is required is there and of the right type. */
  static Optional<Salted> read(byte[] payload) {
    try {
      JsonNode node =
          JSON.readTree(
              StandardCharsets.UTF_8
                  .newDecoder()
                  .decode(java.nio.ByteBuffer.wrap(payload))
                  .toString());
      return node.isObject() ? Optional.of(claims(node)) : Optional.empty();
    } catch (IOException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Salted claims(JsonNode node) {
    JsonNode uid = node.path("uid");
    JsonNode expires = node.path("expires");
    if (!uid.isIntegralNumber() || !uid.canConvertToLong() || !expires.isNumber()) {
      throw new IllegalArgumentException("uid or expires");
    }
    var claims =
        new TokenClaims(
            uid.longValue(),
            text(node, "node", null),
            expires.doubleValue(),
            text(node, "fxa_uid", ""),
            text(node, "fxa_kid", ""),
            text(node, "hashed_fxa_uid", ""),
            text(node, "hashed_device_id", ""),
            origin(text(node, "tokenserver_origin", "python")));
    return new Salted(claims, text(node, "salt", null));
  }

  private static String text(JsonNode node, String field, @Nullable String otherwise) {
    JsonNode value = node.path(field);
    if (value.isTextual()) {
      return value.textValue();
    }
    if (otherwise != null && (value.isMissingNode() || value.isNull())) {
      return otherwise;
    }
    throw new IllegalArgumentException(field);
  }

  private static TokenClaims.Origin origin(String text) {
    for (TokenClaims.Origin origin : TokenClaims.Origin.values()) {
      if (origin.text().equals(text)) {
        return origin;
      }
    }
    throw new IllegalArgumentException("tokenserver_origin");
  }
}
