package godwit.sync.auth;

import godwit.http.HttpRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether to believe headers that say which host and scheme the client used. A client signs those,
 * so a server behind a proxy that ends TLS or renames the host must know them. Anybody else can
 * send such headers too, and so have a request to one server pass at another that shares its
 * secret: hence they are ignored unless there is a proxy that sets them.
 */
public enum ProxyHeaders {
  /** The connection's own scheme and the Host header count. */
  IGNORED,
  /** {@code Forwarded}, then {@code X-Forwarded-Host} and {@code X-Forwarded-Proto}, count. */
  TRUSTED;

  Origin origin(HttpRequest request) {
    String host = request.header("host").orElse("");
    if (this == IGNORED) {
      return Origin.of(host.strip(), request.scheme());
    }
    String seenHost =
        forwarded(request, "host")
            .or(() -> first(request, "x-forwarded-host"))
            .orElse(host.strip());
    String scheme =
        forwarded(request, "proto")
            .or(() -> first(request, "x-forwarded-proto"))
            .orElse(request.scheme());
    return Origin.of(seenHost, scheme.toLowerCase(Locale.ROOT));
  }

  /** The first of a list: what the proxy next to the client saw. */
  private static Optional<String> first(HttpRequest request, String header) {
    return request
        .header(header)
        .map(value -> value.split(",", 2)[0].strip())
        .filter(value -> !value.isEmpty());
  }

  /** A parameter of the first element of {@code Forwarded} (RFC 7239). */
  private static Optional<String> forwarded(HttpRequest request, String parameter) {
    String element = request.header("forwarded").map(value -> value.split(",", 2)[0]).orElse("");
    for (String pair : element.split(";")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(parameter)) {
        return Optional.of(unquoted(pair.substring(equals + 1).strip()))
            .filter(value -> !value.isEmpty());
      }
    }
    return Optional.empty();
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
