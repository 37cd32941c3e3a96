package godwit.storage.mysql;

import java.util.Collections;

/** Lists of parameters in a statement's text. */
public final class Placeholders {
  private Placeholders() {}

  /** A parameter repeated, with commas between. */
  public static String of(String parameter, int count) {
    return String.join(", ", Collections.nCopies(count, parameter));
  }
}
