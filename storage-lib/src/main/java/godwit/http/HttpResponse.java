package godwit.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response.
 *
 * @param status 100 to 599
 * @param contentType of the body, or null without one
 * @param headers further headers, each once
 * @param body its bytes; not copied, so whoever made them must not change them
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and copying a large body would cost.
public record HttpResponse(
    int status, @Nullable String contentType, Map<String, String> headers, byte[] body) {
  private static final String JSON = "application/json";
  private static final byte[] NOTHING = {};

  /** Keeps a copy of the headers. */
  public HttpResponse {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** A response without a body. */
  public static HttpResponse empty(int status) {
    return new HttpResponse(status, null, Map.of(), NOTHING);
  }

  /** A response with a JSON text. */
  public static HttpResponse json(int status, String json) {
    return new HttpResponse(status, JSON, Map.of(), json.getBytes(StandardCharsets.UTF_8));
  }

  /** This response with one more header. */
  public HttpResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpResponse(status, contentType, more, body);
  }

  /** Leaves the body out. */
  @Override
  public String toString() {
    return "HttpResponse[" + status + "]";
  }
}
