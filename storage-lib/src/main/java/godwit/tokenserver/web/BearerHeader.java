package godwit.tokenserver.web;

import godwit.http.HttpRequest;

/** Reads {@code Authorization: Bearer TOKEN}. */
final class BearerHeader {
  private static final String SCHEME = "Bearer";

  private BearerHeader() {}

  /** The token, not judged yet. */
  static String token(HttpRequest request) {
    String header =
        request.header("authorization").orElseThrow(TokenError.UNAUTHORIZED::refusal).strip();
    int blank = header.indexOf(' ');
    if (blank < 1) {
      throw TokenError.UNAUTHORIZED.refusal();
    }
    if (!header.substring(0, blank).equalsIgnoreCase(SCHEME)) {
      throw TokenError.UNSUPPORTED_SCHEME.refusal();
    }
    return header.substring(blank + 1).strip();
  }
}
