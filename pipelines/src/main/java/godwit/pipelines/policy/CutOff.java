package godwit.pipelines.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Moments and ages as operators write them. */
public final class CutOff {
  private static final Pattern AGE = Pattern.compile("(\\d{1,6})(s|m|h|d)");

  private CutOff() {}

  /**
   * Reads {@code now}, {@code midnight} (the last one in UTC, so that all runs of a day look at the
   * same records), or an age such as {@code 12h}, which means that long ago.
   */
  public static Instant parse(String text, Instant now) {
    return switch (text) {
      case "now" -> now;
      case "midnight" -> now.truncatedTo(ChronoUnit.DAYS);
      default -> now.minus(parseAge(text));
    };
  }

  /** Reads an age: a whole number and {@code s}, {@code m}, {@code h} or {@code d}. */
  public static Duration parseAge(String text) {
    var form = AGE.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "not an age: '" + text + "'; write a number and s, m, h or d, such as 12h or 180d");
    }
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
