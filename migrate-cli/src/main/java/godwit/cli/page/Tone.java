package godwit.cli.page;

import java.util.Locale;

/** What a piece of a page tells beside its text. */
public enum Tone {
  /** As it should be. */
  GOOD,
  /** Worth a look. */
  WARN,
  /** Wrong. */
  BAD,
  /** Neither. */
  PLAIN;

  String css() {
    return name().toLowerCase(Locale.ROOT);
  }
}
