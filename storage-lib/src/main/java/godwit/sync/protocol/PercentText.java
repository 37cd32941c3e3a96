package godwit.sync.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Percent-encoded text of a URL. */
public final class PercentText {
  private PercentText() {}

  /** A segment of a path. What is no encoding stays as it is; bytes that are no UTF-8 become �. */
  public static String decodeSegment(String text) {
    return text.indexOf('%') < 0 ? text : decode(text, false);
  }

  /** A name or value of a query, where a plus stands for a space. */
  static String decodeQuery(String text) {
    return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : decode(text, true);
  }

  private static String decode(String text, boolean plusIsSpace) {
    var bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int octet = c == '%' ? octet(text, i + 1) : -1;
      if (octet >= 0) {
        bytes.write(octet);
        i += 2;
      } else {
        char plain = c == '+' && plusIsSpace ? ' ' : c;
        bytes.writeBytes(String.valueOf(plain).getBytes(UTF_8));
      }
    }
    return bytes.toString(UTF_8);
  }

  /** The value of two hex digits, or -1. */
  private static int octet(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 || text.charAt(at) > 'f' || text.charAt(at + 1) > 'f'
        ? -1
        : high << 4 | low;
  }
}
