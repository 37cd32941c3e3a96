package godwit.sync.auth;

import java.net.URI;
import java.util.Locale;

/**
 * What a client signs its requests with.
 *
 * @param id the token
 * @param key the MAC key, whose ASCII bytes are used as they stand
 */
public record HawkCredentials(String id, String key) {
  /**
   * The value of the Authorization header for one request, without a hash of its body.
   *
   * @param method in upper case
   * @param uri where it goes; its host is signed in lower case, its target as it stands
   * @param seconds the time of day, in seconds since the epoch
   * @param nonce any text without quotes
   */
  public String authorization(String method, URI uri, long seconds, String nonce) {
    String target =
        uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    Origin origin = Origin.of(uri.getRawAuthority().toLowerCase(Locale.ROOT), uri.getScheme());
    var header = new HawkHeader(id, Long.toString(seconds), nonce, "", "", "");
    String mac = HawkMac.of(key, header, method, target, origin);
    return "Hawk id=\"%s\", ts=\"%d\", nonce=\"%s\", mac=\"%s\"".formatted(id, seconds, nonce, mac);
  }

  /** Shows neither half. */
  @Override
  public String toString() {
    return "HawkCredentials[...]";
  }
}
