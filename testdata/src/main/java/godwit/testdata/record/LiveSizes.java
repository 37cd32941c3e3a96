package godwit.testdata.record;

import godwit.testdata.Draws;

/** How many bytes a live record has before it is encrypted. */
final class LiveSizes {
  private static final double SMALLEST_PAYLOAD = 300;
  private static final double TAIL = 1.6;
  private static final double LARGEST_PAYLOAD = 200_000;
  private static final int WRAPPER = 123;
  private static final double SMALL = 0.04;

  private LiveSizes() {}

  static int draw(String collection, Draws draws) {
    return switch (collection) {
      // A form entry can be as short as a tombstone: nobody can tell them apart by length.
      case "forms" -> 42 + 2 + draws.below(34);
      case "clients" -> 300 + draws.below(500);
      case "prefs" -> 2_000 + draws.below(12_000);
      default -> draws.chance(SMALL) ? smallest(collection) : ordinary(collection, draws);
    };
  }

  private static int ordinary(String collection, Draws draws) {
    double payload = Math.min(draws.pareto(SMALLEST_PAYLOAD, TAIL), LARGEST_PAYLOAD);
    int cleartext = (int) ((payload - WRAPPER) * 3 / 4);
    return Math.max(cleartext, smallest(collection));
  }

  /** The smallest live record that a real client writes. */
  static int smallest(String collection) {
    return switch (collection) {
      case "bookmarks", "history" -> 66;
      case "passwords" -> 175;
      case "creditcards" -> 110;
      case "addresses" -> 127;
      case "addons" -> 126;
      case "extension-storage" -> 64;
      default -> 80;
    };
  }
}
