package godwit.sync.auth;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The Authorization header of a signed request.
 *
 * @param id the token
 * @param ts seconds since the epoch by the client's clock, as written
 * @param nonce any text; required but not remembered
 * @param mac base64 of the signature
 * @param hash base64 of the body's hash, or empty
 * @param ext any text, or empty
 */
record HawkHeader(String id, String ts, String nonce, String mac, String hash, String ext) {
  private static final String SCHEME = "Hawk ";
  private static final Pattern PRINTABLE = Pattern.compile("[ -~\\t]*+");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,15}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*={0,2}");
  private static final Set<String> NAMES =
      Set.of("id", "ts", "nonce", "mac", "hash", "ext", "app", "dlg");

  /** Reads {@code Hawk name="value", ...}; nothing if it is not exactly that. */
  static Optional<HawkHeader> parse(String text) {
    if (!text.startsWith(SCHEME) || !PRINTABLE.matcher(text).matches()) {
      return Optional.empty();
    }
    return attributes(text.substring(SCHEME.length())).flatMap(HawkHeader::of);
  }

  private static Optional<HawkHeader> of(Map<String, String> given) {
    var header =
        new HawkHeader(
            given.getOrDefault("id", ""),
            given.getOrDefault("ts", ""),
            given.getOrDefault("nonce", ""),
            given.getOrDefault("mac", ""),
            given.getOrDefault("hash", ""),
            given.getOrDefault("ext", ""));
    return header.isComplete() ? Optional.of(header) : Optional.empty();
  }

  private boolean isComplete() {
    return !id.isEmpty()
        && SECONDS.matcher(ts).matches()
        && !nonce.isEmpty()
        && !mac.isEmpty()
        && BASE64.matcher(mac).matches()
        && BASE64.matcher(hash).matches();
  }

  /** Names and values; nothing if the text has anything else, or a name twice. */
  private static Optional<Map<String, String>> attributes(String text) {
    Map<String, String> found = new HashMap<>();
    int at = skipSeparators(text, 0);
    while (at < text.length()) {
      int equals = text.indexOf("=\"", at);
      int end = equals < 0 ? -1 : text.indexOf('"', equals + 2);
      if (end < 0) {
        return Optional.empty();
      }
      String name = text.substring(at, equals);
      if (!NAMES.contains(name) || found.put(name, text.substring(equals + 2, end)) != null) {
        return Optional.empty();
      }
      at = skipSeparators(text, end + 1);
      if (at == end + 1 && at < text.length()) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  private static int skipSeparators(String text, int from) {
    int at = from;
    while (at < text.length() && ", \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** The time as a number. */
  long seconds() {
    return Long.parseLong(ts);
  }

  /** Shows nothing: all of it is a credential. */
  @Override
  public String toString() {
    return "HawkHeader[...]";
  }
}
