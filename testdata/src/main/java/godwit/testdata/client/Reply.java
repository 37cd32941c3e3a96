package godwit.testdata.client;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param status of the response
 * @param headers values by name in lower case; of a name that comes twice, the last
 * @param body as text
 * @param ends whether the server closes the connection after it
 */
public record Reply(int status, Map<String, String> headers, String body, boolean ends) {
  /** Keeps a copy. */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** A header's value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** A header that holds a time, in seconds with two digits after the point. */
  public BigDecimal time(String name) {
    return new BigDecimal(
        header(name).orElseThrow(() -> new IllegalStateException("no " + name + " in " + this)));
  }

  /** The body's JSON. */
  public @Nullable Object json() {
    return Json.read(body);
  }

  /** The body's JSON, which is an object. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> object() {
    if (json() instanceof Map<?, ?> object) {
      return (Map<String, Object>) object;
    }
    throw new IllegalStateException("no object: " + this);
  }

  /** The body's JSON, which is an array. */
  @SuppressWarnings("unchecked")
  public List<Object> array() {
    if (json() instanceof List<?> array) {
      return (List<Object>) array;
    }
    throw new IllegalStateException("no array: " + this);
  }

  /** The body's JSON, which is an array of objects. */
  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> objects() {
    return (List<Map<String, Object>>) (List<?>) array();
  }

  /** Status and length; a body may hold a payload. */
  @Override
  public String toString() {
    return "Reply[" + status + ", " + body.length() + " characters]";
  }
}
