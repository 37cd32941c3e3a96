package godwit.testdata.user;

import godwit.model.CollectionName;
import godwit.testdata.Draws;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The custom collections of a workload. Each shard numbers them in an order of its own, so that one
 * id means different names on different shards, and spells some of them in another case, which
 * MySQL takes for the same name and Spanner does not.
 */
public final class CustomNames {
  /** The one custom collection that Firefox itself uses. */
  public static final String EXTENSION_STORAGE = "extension-storage";

  private static final List<String> NAMES =
      List.of(
          EXTENSION_STORAGE,
          "ReadingList",
          "tabgroups",
          "stylish",
          "Notes",
          "session.backup",
          "adblock-rules",
          "newtab-images");
  private static final int STEP = 3;

  private CustomNames() {}

  /** The custom names of a shard, in the order of the ids it gave them. */
  public static List<CollectionName> onShard(int shard) {
    return IntStream.range(0, NAMES.size())
        .mapToObj(i -> NAMES.get((i + shard * STEP) % NAMES.size()))
        .map(name -> spelled(name, shard))
        .toList();
  }

  /** A name as the shard spells it: odd shards know only lower case. */
  static CollectionName spelled(String name, int shard) {
    return new CollectionName(shard % 2 == 0 ? name : name.toLowerCase(Locale.ROOT));
  }

  /** Any name but Firefox's own. */
  static String draw(Draws draws) {
    return NAMES.get(1 + draws.below(NAMES.size() - 1));
  }
}
