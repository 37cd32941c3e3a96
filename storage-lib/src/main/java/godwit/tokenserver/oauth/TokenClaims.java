package godwit.tokenserver.oauth;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The claims of a token whose signature is right; a claim of a wrong type refuses the token. */
record TokenClaims(Map<String, Object> claims) {

  static TokenClaims of(@Nullable Map<String, Object> claims) {
    if (claims == null) {
      throw OAuthRefusal.invalid("the token's payload is no JSON object");
    }
    return new TokenClaims(claims);
  }

  Optional<String> text(String name) {
    Object value = claims.get(name);
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    throw wrong(name);
  }

  /** An integer, or null if there is none. */
  @Nullable Long integer(String name) {
    Object value = claims.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number && number.doubleValue() == number.longValue()) {
      return number.longValue();
    }
    throw wrong(name);
  }

  /** An object; empty if there is none. */
  Map<?, ?> object(String name) {
    Object value = claims.getOrDefault(name, Map.of());
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(name);
  }

  /** Whether a claim that is a text or a list of texts holds one. */
  boolean holds(String name, String text) {
    Object value = claims.get(name);
    return text.equals(value) || (value instanceof Collection<?> list && list.contains(text));
  }

  private static OAuthRefusal wrong(String name) {
    return OAuthRefusal.invalid("the token's claim " + name + " is of a wrong type");
  }

  /** Leaves the claims out. */
  @Override
  public String toString() {
    return "TokenClaims";
  }
}
