package godwit.sync.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;

/** How clients spell the number of a batch. */
final class BatchId {
  private BatchId() {}

  /** Base64 of the number in decimal. */
  static String spell(long batch) {
    byte[] decimal = Long.toString(batch).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(decimal);
  }

  /** Reads either that or the bare number; nothing if it is neither. */
  static OptionalLong parse(String text) {
    OptionalLong decoded = number(decoded(text));
    return decoded.isPresent() ? decoded : number(text);
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException notBase64) {
      return text;
    }
  }

  private static OptionalLong number(String text) {
    if (!text.matches("[0-9]{1,19}")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }
}
