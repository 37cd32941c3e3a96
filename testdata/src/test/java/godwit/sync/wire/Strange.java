package godwit.sync.wire;

import java.util.List;
import java.util.SplittableRandom;

/** Values that somebody may send, most of them wrong, drawn from a seed. */
final class Strange {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "00",
          "1e3",
          "1E400",
          "1e999999999",
          "-1e999999999",
          "1e-999999999",
          "0.1",
          ".5",
          "5.",
          "NaN",
          "Infinity",
          "+1",
          "0x10",
          "1_000",
          "2147483647",
          "2147483648",
          "-2147483649",
          "4294967295",
          "4294967296",
          "999999999",
          "1000000000",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551615",
          "18446744073709551616",
          "18446744073709551.616",
          "99999999999999999999999999999999999",
          "1700000000.12",
          "1700000000.123456789",
          "253402300800",
          "٣",
          "１２");
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "A",
          "..",
          ".",
          "null",
          "true",
          "undefined",
          "{12}",
          "a,b",
          "a b",
          "a+b",
          "%",
          "%zz",
          "%2",
          "%00",
          "%2F",
          "%252F",
          "%C0%AF",
          "%FF%FE",
          "%ED%A0%80",
          "%E2%82%AC",
          "%F0%9F%98%80",
          "%0D%0AX-Evil:%201",
          "a%0Ab",
          "'; DROP TABLE bso; --",
          "\\",
          "\"",
          "<b>",
          "${jndi:ldap://x}",
          "../../etc/passwd",
          "__proto__",
          "é",
          "\u00ff\u00fe",
          "\u0080");
  private static final List<String> JSON =
      List.of(
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\u0000\"",
          "\"\\ud83d\\ude00\"",
          "\"\\x\"",
          "\"\\u12\"",
          "\"a",
          "'a'",
          "[]",
          "{}",
          "[[[[[[[[]]]]]]]]",
          "{\"a\":{\"b\":[]}}",
          "true",
          "false",
          "null",
          "nul",
          "tru",
          "\"\"",
          "\"12\"",
          "\"id\"",
          "[1,2",
          "{\"id\":",
          "//",
          "\u0001",
          "\"tab\there\"",
          "\"caf\u00c3\u00a9\"",
          "\"\u00f0\u009f\u0098\u0080\"",
          "\"\u00c0\u00af\"",
          "\"\u00ff\"",
          "\"\u00ed\u00a0\u0080\"");

  private final SplittableRandom random;

  Strange(SplittableRandom random) {
    this.random = random;
  }

  SplittableRandom random() {
    return random;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  @SafeVarargs
  final <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }

  String number() {
    return chance(70) ? one(NUMBERS) : Long.toString(random.nextLong());
  }

  String text() {
    return switch (random.nextInt(6)) {
      case 0 -> number();
      case 1 -> bytes(random.nextInt(1, 40));
      case 2 -> "x".repeat(one(31, 32, 33, 63, 64, 65, 300, 9_000));
      default -> one(TEXTS);
    };
  }

  /** What JSON has where a value is, or should be. */
  String json() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> number();
      case 2 -> "[".repeat(one(10, 130, 5_000));
      case 3 -> "{\"a\":".repeat(one(10, 130, 5_000));
      case 4 -> "\"" + bytes(random.nextInt(1, 30)) + "\"";
      case 5 -> "\"" + "y".repeat(one(65, 1_000, 100_000)) + "\"";
      default -> one(JSON);
    };
  }

  /** Bytes of any value, one a character. */
  String bytes(int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(256));
    }
    return text.toString();
  }

  /** The same text with some of its characters lost, doubled, changed or moved. */
  String mutated(String text, int times) {
    var changed = new StringBuilder(text);
    for (int i = 0; i < times && changed.length() > 1; i++) {
      int at = random.nextInt(changed.length());
      switch (random.nextInt(6)) {
        case 0 -> changed.deleteCharAt(at);
        case 1 -> changed.insert(at, (char) random.nextInt(256));
        case 2 -> changed.setCharAt(at, (char) random.nextInt(256));
        case 3 -> changed.setCharAt(at, (char) (changed.charAt(at) ^ 1 << random.nextInt(8)));
        case 4 -> changed.insert(at, changed.substring(at, Math.min(at + 20, changed.length())));
        default -> changed.insert(at, number());
      }
    }
    return changed.toString();
  }

  /** Only what may stand in a request line or a header: no line ends, no blanks if so asked. */
  static String inLine(String text, boolean blanks) {
    var line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean breaks = c < ' ' || c == 127 || (c == ' ' && !blanks);
      line.append(breaks ? "%0" : c);
    }
    return line.toString();
  }
}
