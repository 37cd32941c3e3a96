package godwit.http;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request, with its target exactly as received.
 *
 * @param method in upper case
 * @param rawPath the target up to the first {@code ?}, not decoded
 * @param rawQuery what follows it, not decoded, or null if there is no {@code ?}
 * @param headers values by name in lower case, in the order received
 * @param scheme of the connection itself, {@code http} or {@code https}
 * @param body its bytes, read at most once; ends early with an IOException if the peer goes away
 * @param memory what large bodies must be taken from, its own and its response's
 */
public record HttpRequest(
    String method,
    String rawPath,
    @Nullable String rawQuery,
    Map<String, List<String>> headers,
    String scheme,
    InputStream body,
    RequestMemory memory) {

  /** A request that may take any memory. */
  public HttpRequest(
      String method,
      String rawPath,
      @Nullable String rawQuery,
      Map<String, List<String>> headers,
      String scheme,
      InputStream body) {
    this(method, rawPath, rawQuery, headers, scheme, body, RequestMemory.UNBOUNDED);
  }

  /** The same with another body. */
  public HttpRequest withBody(InputStream other) {
    return new HttpRequest(method, rawPath, rawQuery, headers, scheme, other, memory);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.stream().findFirst();
  }

  /** Path and query exactly as received. */
  public String rawTarget() {
    return rawQuery == null ? rawPath : rawPath + "?" + rawQuery;
  }

  /** Leaves headers and query out: they hold credentials and ids. */
  @Override
  public String toString() {
    return method + " request";
  }
}
