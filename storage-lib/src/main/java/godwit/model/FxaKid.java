package godwit.model;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The key half of a {@link UserKey}: {@code <number>-<client state>}, the number in decimal padded
 * to 13 digits, the client state in unpadded base64url.
 *
 * <p>The number is the millisecond time at which the account's keys last changed. A comment in the
 * reference's Spanner schema calls it hexadecimal; its code and its tests write decimal.
 *
 * @param keysChangedAt milliseconds since the epoch, or 0 when it was never reported
 * @param clientState the hash of the Sync key, unpadded base64url, never empty
 */
public record FxaKid(long keysChangedAt, String clientState) {
  private static final Pattern FORM = Pattern.compile("(\\d{13,19})-([A-Za-z0-9_-]+)");

  /** Rejects a negative number and a client state that is empty or not base64url. */
  public FxaKid {
    if (keysChangedAt < 0 || !clientState.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "not the parts of an fxa_kid: '" + keysChangedAt + "', '" + clientState + "'");
    }
  }

  /** Reads the form that tokens and Spanner rows carry. */
  public static FxaKid parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "not an fxa_kid: '" + text + "'; expected 13 digits, '-', and base64url text");
    }
    return new FxaKid(Long.parseLong(form.group(1)), form.group(2));
  }

  /**
   * Builds a kid from a tokenserver row.
   *
   * @param keysChangedAt milliseconds since the epoch
   * @param clientStateHex the row's {@code client_state}: hex digits, at least one byte
   * @throws IllegalArgumentException if the client state is empty or not hex
   */
  public static FxaKid ofHex(long keysChangedAt, String clientStateHex) {
    if (clientStateHex.isEmpty()) {
      throw new IllegalArgumentException("client_state is empty");
    }
    return new FxaKid(keysChangedAt, base64(clientStateHex));
  }

  private static String base64(String hex) {
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("client_state is not hex: '" + hex + "'", e);
    }
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%013d-%s", keysChangedAt, clientState);
  }
}
