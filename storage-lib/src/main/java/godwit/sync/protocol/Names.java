package godwit.sync.protocol;

import java.util.regex.Pattern;

/** What clients may call collections and records. */
public final class Names {
  private static final Pattern COLLECTION = Pattern.compile("[a-zA-Z0-9._-]{1,32}");
  private static final Pattern BSO = Pattern.compile("[ -~]{1,64}");

  private Names() {}

  /** One to 32 letters, digits, dots, dashes and underscores. */
  public static boolean isCollection(String text) {
    return COLLECTION.matcher(text).matches();
  }

  /** One to 64 printable ASCII characters. */
  public static boolean isBso(String text) {
    return BSO.matcher(text).matches();
  }
}
