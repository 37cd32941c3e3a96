package godwit.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The collections every Sync server knows, and the ranges of their ids. */
public final class Collections {
  /** The pseudo-collection whose row says when a user's storage last lost a collection. */
  public static final int MARKER_ID = 0;

  /** Ids up to here are reserved; custom collections come after. */
  public static final int LAST_RESERVED_ID = 100;

  /** The first id the target gives to a custom collection. */
  public static final int FIRST_CUSTOM_ID = 101;

  private static final Map<CollectionName, Integer> STANDARD = new LinkedHashMap<>();

  static {
    String[] names = {
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
      "creditcards"
    };
    for (int i = 0; i < names.length; i++) {
      STANDARD.put(new CollectionName(names[i]), i + 1);
    }
  }

  private Collections() {}

  /** The 13 standard collections, by name, in the order of their ids. */
  public static Map<CollectionName, Integer> standard() {
    return java.util.Collections.unmodifiableMap(STANDARD);
  }

  /** The fixed id of a standard collection. */
  public static Optional<Integer> standardId(CollectionName name) {
    return Optional.ofNullable(STANDARD.get(name));
  }

  /** The next id to give out, when the ids in {@code taken} already have names. */
  public static int nextCustomId(Collection<Integer> taken) {
    return Math.max(
        FIRST_CUSTOM_ID, taken.stream().mapToInt(Integer::intValue).max().orElse(0) + 1);
  }
}
