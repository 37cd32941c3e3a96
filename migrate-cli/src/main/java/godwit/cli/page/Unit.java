package godwit.cli.page;

import godwit.cli.output.Amounts;
import java.util.Locale;

/** What a number is, and so how it is written. */
public enum Unit {
  /** A number of things. */
  COUNT,
  /** Bytes. */
  BYTES,
  /** Seconds. */
  SECONDS,
  /** Hundredths. */
  PERCENT,
  /** No number at all: a text is written as it is. */
  TEXT;

  /** The value for people. */
  String show(Object value) {
    return value instanceof Number number ? show(number.doubleValue()) : String.valueOf(value);
  }

  private String show(double value) {
    return switch (this) {
      case BYTES -> Amounts.bytes(Math.round(value));
      case SECONDS -> Amounts.seconds(value);
      case PERCENT -> String.format(Locale.ROOT, "%.1f%%", value);
      case COUNT, TEXT -> Amounts.count(Math.round(value));
    };
  }

  /** A change between two values, with its sign. */
  String showChange(double change) {
    if (show(Math.abs(change)).equals(show(0.0))) {
      return "same";
    }
    return (change > 0 ? "+" : "−") + show(Math.abs(change));
  }
}
