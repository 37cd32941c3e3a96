package godwit.sync.web;

import java.util.regex.Pattern;

/** What clients may call collections and records. */
final class Names {
  private static final Pattern COLLECTION = Pattern.compile("[a-zA-Z0-9._-]{1,32}");
  private static final Pattern BSO = Pattern.compile("[ -~]{1,64}");

  private Names() {}

  static boolean isCollection(String text) {
    return COLLECTION.matcher(text).matches();
  }

  static boolean isBso(String text) {
    return BSO.matcher(text).matches();
  }
}
