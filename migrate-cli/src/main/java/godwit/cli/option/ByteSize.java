package godwit.cli.option;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it: {@code 2097152000}, {@code 1.5GB}, {@code 2000 MiB}. */
public final class ByteSize {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?) *([a-z]*)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "", 1L,
          "b", 1L,
          "kb", 1_000L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "tb", 1_000_000_000_000L,
          "kib", 1L << 10,
          "mib", 1L << 20,
          "gib", 1L << 30,
          "tib", 1L << 40);

  private ByteSize() {}

  /**
   * Reads it.
   *
   * @return whole bytes, 1 or more
   * @throws IllegalArgumentException if it is none
   */
  public static long parse(String text) {
    Matcher form = FORM.matcher(text.strip().replace("_", "").toLowerCase(Locale.ROOT));
    Long unit = form.matches() ? UNITS.get(form.group(2)) : null;
    if (unit != null) {
      BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
      boolean fits = bytes.signum() > 0 && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
      if (fits && bytes.longValue() >= 1) {
        return bytes.longValue();
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a size; write a number of bytes, or one like 1.5GB or 2000MiB");
  }
}
