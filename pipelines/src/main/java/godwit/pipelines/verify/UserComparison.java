package godwit.pipelines.verify;

import godwit.model.Collections;
import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.ledger.Difference.Kind;
import godwit.storage.CollectionDigest;
import godwit.storage.TargetCollection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares a user's collections on both sides by their rows and digests. Does no I/O but to look
 * names up.
 */
final class UserComparison {
  /** Year 1: the placeholder parent of a batch, which no client can see. */
  private static final long PRETOUCH_MICROS = -62_135_596_800_000_000L;

  private final CollectionMap map;
  private final UserSides sides;
  private final CounterRule counters;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Unequal> unequal = new ArrayList<>();
  private long unmovable;

  /**
   * Something wrong with a collection as a whole.
   *
   * @param collection the collection's label
   * @param kind what is wrong
   * @param column which column, or empty
   */
  record Finding(String collection, Kind kind, String column) {}

  /**
   * A collection whose rows differ.
   *
   * @param collection its label
   * @param sourceId the source's id
   * @param targetId the target's id
   * @param source the source's digest
   * @param target the target's digest
   */
  record Unequal(
      String collection,
      int sourceId,
      int targetId,
      CollectionDigest source,
      CollectionDigest target) {}

  UserComparison(CollectionMap map, UserSides sides) {
    this.map = map;
    this.sides = sides;
    this.counters = new CounterRule(sides.expired());
    if (isMissing()) {
      findings.add(new Finding("", Kind.USER_MISSING, ""));
    } else {
      compareSource(new HashSet<>());
    }
  }

  private boolean isMissing() {
    boolean expected =
        sides.times().entrySet().stream()
            .anyMatch(
                entry ->
                    CollectionMap.canHold(entry.getValue())
                        && map.place(entry.getKey()).isPresent());
    return expected && sides.collections().isEmpty();
  }

  private void compareSource(Set<Integer> seen) {
    var ids = new TreeSet<>(sides.times().keySet());
    ids.addAll(sides.source().keySet());
    for (int id : ids) {
      Optional<CollectionMap.Place> place = map.place(id);
      Long time = sides.times().get(id);
      var digest = sides.source().getOrDefault(id, CollectionDigest.EMPTY);
      if (place.isEmpty() || time == null || !CollectionMap.canHold(time)) {
        unmovable += digest.rows();
        continue;
      }
      seen.add(place.get().id());
      compareCollection(id, place.get(), time, digest);
    }
    sides.collections().forEach((id, row) -> compareUnexpected(seen, id, row));
  }

  private void compareCollection(
      int sourceId, CollectionMap.Place place, long time, CollectionDigest digest) {
    TargetCollection row = sides.collections().get(place.id());
    if (row == null) {
      findings.add(new Finding(place.label(), Kind.COLLECTION_MISSING, ""));
    } else if (row.modifiedMicros() != time * 1_000) {
      findings.add(new Finding(place.label(), Kind.COLLECTION_DIFFERENT, "modified"));
    }
    if (row != null) {
      compareCounters(sourceId, place, row);
    }
    var theirs = sides.target().getOrDefault(place.id(), CollectionDigest.EMPTY);
    if (!digest.equals(theirs)) {
      unequal.add(new Unequal(place.label(), sourceId, place.id(), digest, theirs));
    }
  }

  private void compareCounters(int sourceId, CollectionMap.Place place, TargetCollection row) {
    if (place.id() == Collections.MARKER_ID) {
      return;
    }
    var stored = sides.stored().getOrDefault(place.id(), CollectionDigest.EMPTY);
    for (String column : counters.wrong(sourceId, row, stored)) {
      findings.add(new Finding(place.label(), Kind.COUNTER_WRONG, column));
    }
  }

  private void compareUnexpected(Set<Integer> seen, int id, TargetCollection row) {
    if (!seen.contains(id) && row.modifiedMicros() != PRETOUCH_MICROS) {
      findings.add(new Finding(map.targetLabel(id), Kind.COLLECTION_UNEXPECTED, ""));
    }
  }

  /** What is wrong with collections as a whole. */
  List<Finding> findings() {
    return findings;
  }

  /** Collections whose rows differ somewhere. */
  List<Unequal> unequal() {
    return unequal;
  }

  /** Visible rows of the source that have no place in the target. */
  long unmovable() {
    return unmovable;
  }

  /** Whether nothing differs. */
  boolean isEqual() {
    return findings.isEmpty() && unequal.isEmpty();
  }
}
