package godwit.pipelines;

import java.util.List;

/** The collections whose numbers are fixed, by number; written out for whoever checks. */
public final class StandardNames {
  /** From 0, the marker's own. */
  public static final List<String> BY_ID =
      List.of(
          "#0",
          "clients",
          "crypto",
          "forms",
          "history",
          "keys",
          "meta",
          "bookmarks",
          "prefs",
          "tabs",
          "passwords",
          "addons",
          "addresses",
          "creditcards");

  private StandardNames() {}
}
