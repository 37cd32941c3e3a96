package godwit.tokenserver;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A node to be added.
 *
 * @param url its address as clients reach it, without a slash at the end, at most 64 characters
 * @param capacity users it may have, 1 or more
 * @param available users it may get before more of the capacity is released
 */
record NewNode(String url, int capacity, int available) {
  private static final int LONGEST_URL = 64;

  /** Checks and normalises. */
  static NewNode of(String url, int capacity, double releaseRate) {
    String trimmed = url.replaceAll("/+$", "");
    if (!isHttp(parsed(trimmed)) || trimmed.length() > LONGEST_URL) {
      throw new IllegalArgumentException(
          "not a node URL: '%s'; expected http://HOST:PORT or https://HOST, at most %d characters"
              .formatted(url, LONGEST_URL));
    }
    if (capacity < 1) {
      throw new IllegalArgumentException("node capacity: " + capacity + " is below 1");
    }
    return new NewNode(trimmed, capacity, (int) Math.ceil(capacity * releaseRate));
  }

  private static @Nullable URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static boolean isHttp(@Nullable URI uri) {
    return uri != null
        && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null
        && uri.getQuery() == null
        && uri.getFragment() == null
        && uri.getUserInfo() == null;
  }
}
