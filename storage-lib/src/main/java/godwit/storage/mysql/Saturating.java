package godwit.storage.mysql;

/** Arithmetic for numbers that a damaged row may hold: the extreme instead of an error. */
public final class Saturating {
  private Saturating() {}

  /** The product for a positive factor, or the nearest number a long can hold. */
  static long times(long value, long factor) {
    long high = Math.multiplyHigh(value, factor);
    long low = value * factor;
    boolean fits = (high == 0 && low >= 0) || (high == -1 && low < 0);
    return fits ? low : value < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** Milliseconds as microseconds. */
  public static long micros(long millis) {
    return times(millis, 1_000);
  }
}
