package godwit.cli.page;

import java.util.Locale;

/** Numbers short enough to stand above a narrow column. */
final class ShortNumber {
  private static final String[] UNITS = {"", "k", "M", "G", "T"};

  private ShortNumber() {}

  /** Two digits or three: {@code 950}, {@code 1.2k}, {@code 34M}. */
  static String of(double value) {
    double rest = value;
    int unit = 0;
    while (Math.abs(rest) >= 999.5 && unit < UNITS.length - 1) {
      rest /= 1_000;
      unit++;
    }
    boolean whole = Math.abs(rest) >= 9.95 || rest == Math.rint(rest);
    return String.format(Locale.ROOT, whole ? "%.0f%s" : "%.1f%s", rest, UNITS[unit]);
  }
}
