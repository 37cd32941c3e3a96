package godwit.pipelines.plan;

import godwit.model.CollectionName;
import godwit.model.Collections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What becomes of collection names and ids. Ids are the shards' own affair: one id can mean two
 * names on two shards, and one name can have two ids. Only names decide, compared case-sensitively.
 *
 * @param allocate names in use that have no id in the target yet, in the order they will get one
 * @param clashes ids that mean different names on different shards
 * @param caseVariants names that differ in case only: one collection to a shard, several to the
 *     target
 */
public record CollectionsPlan(
    List<String> allocate, List<String> clashes, List<String> caseVariants) {

  /**
   * Makes the plan. Pure.
   *
   * @param inUse names of the collections that users to be copied have, by shard and the shard's id
   * @param target ids that the target has given out already
   */
  public static CollectionsPlan of(
      Map<String, Map<Integer, CollectionName>> inUse, Map<CollectionName, Integer> target) {
    SortedSet<CollectionName> names = new TreeSet<>();
    SortedMap<Integer, SortedMap<CollectionName, SortedSet<String>>> byId = new TreeMap<>();
    inUse.forEach(
        (shard, ids) ->
            ids.forEach(
                (id, name) -> {
                  names.add(name);
                  byId.computeIfAbsent(id, key -> new TreeMap<>())
                      .computeIfAbsent(name, key -> new TreeSet<>())
                      .add(shard);
                }));
    List<String> missing =
        names.stream()
            .filter(name -> !target.containsKey(name))
            .filter(name -> Collections.standardId(name).isEmpty())
            .map(CollectionName::text)
            .toList();
    return new CollectionsPlan(missing, clashes(byId), variants(names, target.keySet()));
  }

  private static List<String> clashes(
      SortedMap<Integer, SortedMap<CollectionName, SortedSet<String>>> byId) {
    List<String> found = new ArrayList<>();
    byId.forEach(
        (id, meanings) -> {
          if (meanings.size() > 1) {
            var parts = new ArrayList<String>();
            meanings.forEach(
                (name, shards) -> parts.add(name + " on " + String.join(", ", shards)));
            found.add("id " + id + " is " + String.join("; ", parts));
          }
        });
    return found;
  }

  private static List<String> variants(
      Collection<CollectionName> inUse, Set<CollectionName> target) {
    SortedMap<String, SortedSet<String>> byFold = new TreeMap<>();
    SortedSet<CollectionName> all = new TreeSet<>(inUse);
    all.addAll(target);
    all.forEach(
        name ->
            byFold
                .computeIfAbsent(name.text().toLowerCase(Locale.ROOT), key -> new TreeSet<>())
                .add(name.text()));
    return byFold.values().stream()
        .filter(names -> names.size() > 1)
        .map(names -> String.join(", ", names))
        .toList();
  }
}
