package godwit.tokenserver.web;

import java.util.Optional;

/**
 * The path of a request for a token.
 *
 * @param application what the token is for, {@code sync} alone is served
 * @param version of the application's protocol, {@code 1.5} alone is served
 */
record TokenPath(String application, String version) {
  static final String ROOT = "/1.0/";

  /** Empty if the path is none of these. */
  static Optional<TokenPath> parse(String path) {
    if (!path.startsWith(ROOT)) {
      return Optional.empty();
    }
    String[] parts = path.substring(ROOT.length()).split("/", -1);
    return parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty()
        ? Optional.of(new TokenPath(parts[0], parts[1]))
        : Optional.empty();
  }

  /** Refuses what is not served. */
  void check() {
    if (!application.equals("sync")) {
      throw TokenError.UNKNOWN_APPLICATION.refusal();
    }
    if (!version.equals("1.5")) {
      throw TokenError.UNKNOWN_VERSION.refusal(version);
    }
  }
}
