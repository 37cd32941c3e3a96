package godwit.testdata;

/** Times in milliseconds. */
public final class Moments {
  /** A day. */
  public static final long DAY = 86_400_000L;

  private Moments() {}

  /** A time as servers keep it: in hundredths of a second. */
  public static long cut(long millis) {
    return millis - Math.floorMod(millis, 10L);
  }
}
