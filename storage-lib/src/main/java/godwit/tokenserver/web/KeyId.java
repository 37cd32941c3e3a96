package godwit.tokenserver.web;

import godwit.http.HttpRequest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client says of its keys, in {@code X-KeyID} and, as old ones do, {@code X-Client-State}.
 *
 * @param keysChangedAt milliseconds since the epoch, 0 if the client does not know
 * @param clientState hash of the Sync key in lower-case hex, 16 bytes at most
 */
record KeyId(long keysChangedAt, String clientState) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern CLIENT_STATE = Pattern.compile("[a-zA-Z0-9._-]{1,32}");
  private static final int LONGEST_STATE = 16;

  /** Reads both headers. */
  static KeyId of(HttpRequest request) {
    String header = request.header("x-keyid").orElseThrow(TokenError.MISSING_KEY_ID::refusal);
    if (!header.chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw TokenError.INVALID_KEY_ID.refusal();
    }
    int dash = header.indexOf('-');
    if (dash < 0 || !NUMBER.matcher(header.substring(0, dash)).matches()) {
      throw TokenError.INVALID_CREDENTIALS.refusal();
    }
    var keyId =
        new KeyId(Long.parseLong(header.substring(0, dash)), hex(header.substring(dash + 1)));
    keyId.compare(request.header("x-client-state"));
    return keyId;
  }

  private static String hex(String base64) {
    byte[] state = decoded(base64);
    // Written again, it must be the same: padding and stray bits at the end are refused.
    if (state.length > LONGEST_STATE
        || !Base64.getUrlEncoder().withoutPadding().encodeToString(state).equals(base64)) {
      throw TokenError.INVALID_CREDENTIALS.refusal();
    }
    return HexFormat.of().formatHex(state);
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getUrlDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw TokenError.INVALID_CREDENTIALS.refusal();
    }
  }

  private void compare(Optional<String> header) {
    if (header.isEmpty()) {
      return;
    }
    if (!CLIENT_STATE.matcher(header.get()).matches()) {
      throw TokenError.MALFORMED_CLIENT_STATE.refusal();
    }
    if (!header.get().equals(clientState)) {
      throw TokenError.OTHER_CLIENT_STATE.refusal();
    }
  }

  /** Leaves the key's hash out. */
  @Override
  public String toString() {
    return "KeyId[" + keysChangedAt + "]";
  }
}
