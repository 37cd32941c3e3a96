package godwit.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them. */
public final class Amounts {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};

  private Amounts() {}

  /** A count with separators: {@code 1,234,567}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Bytes in decimal units with three digits at most: {@code 999 B}, {@code 1.5 MB}. */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
      value /= 1_000;
      unit++;
    }
    String form = unit == 0 || Math.abs(value) >= 99.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, value, UNITS[unit]);
  }

  /** A duration with its two largest units: {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}. */
  public static String seconds(double seconds) {
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    Duration span = Duration.ofSeconds(Math.round(seconds));
    if (span.toMinutes() < 1) {
      return span.toSeconds() + " s";
    }
    if (span.toHours() < 1) {
      return span.toMinutes() + " min " + span.toSecondsPart() + " s";
    }
    return span.toHours() + " h " + span.toMinutesPart() + " min";
  }

  /** A share in percent, never rounded up to 100. */
  public static String percent(long part, long whole) {
    if (whole <= 0) {
      return "0%";
    }
    return (long) Math.floor(100.0 * part / whole) + "%";
  }

  /** A number with its noun: {@code 1 user}, {@code 2 users}. */
  public static String of(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }
}
