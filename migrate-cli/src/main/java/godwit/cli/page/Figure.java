package godwit.cli.page;

/**
 * One number that matters.
 *
 * @param key the name by which two reports are compared; never changes its meaning
 * @param label the same for people
 * @param value the number
 * @param unit what it is
 */
public record Figure(String key, String label, double value, Unit unit) {
  /** A number of things. */
  public static Figure count(String key, String label, long value) {
    return new Figure(key, label, value, Unit.COUNT);
  }

  /** Bytes. */
  public static Figure bytes(String key, String label, long value) {
    return new Figure(key, label, value, Unit.BYTES);
  }

  /** Seconds. */
  public static Figure seconds(String key, String label, double value) {
    return new Figure(key, label, value, Unit.SECONDS);
  }
}
