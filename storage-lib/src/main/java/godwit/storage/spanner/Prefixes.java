package godwit.storage.spanner;

/** Ends of key ranges. */
public final class Prefixes {
  private Prefixes() {}

  /**
   * The first text, in the order of Spanner's keys, that comes after every text with this prefix;
   * empty if there is none. That order goes by UTF-8 bytes, which is the order of code points.
   */
  public static String successor(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        return prefix.substring(0, end) + Character.toString(next(last));
      }
    }
    return "";
  }

  /** Surrogates are no characters of UTF-8. */
  private static int next(int codePoint) {
    int next = codePoint + 1;
    return next == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : next;
  }
}
