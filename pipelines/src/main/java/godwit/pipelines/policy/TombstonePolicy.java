package godwit.pipelines.policy;

import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which tombstones may go: from which collections, and how old.
 *
 * @param collections names; forms and those that are not Firefox's own only because somebody named
 *     them
 * @param staleness how old
 */
public record TombstonePolicy(Set<String> collections, StalenessRule staleness)
    implements Serializable {
  /** Collections without tombstones, or without which a client starts anew. */
  public static final Set<String> NEVER =
      Set.of("meta", "crypto", "keys", "clients", "tabs", "prefs");

  /** Collections whose live records are all longer than their tombstones. */
  public static final Set<String> ALLOWED =
      Set.of(
          "bookmarks",
          "passwords",
          "history",
          "addons",
          "addresses",
          "creditcards",
          "extension-storage");

  /** The default rule for the default collections. */
  public static final TombstonePolicy DEFAULT = new TombstonePolicy(ALLOWED, StalenessRule.DEFAULT);

  /** Copies the names; rejects those that are never touched. */
  public TombstonePolicy {
    collections = new TreeSet<>(collections);
    for (String name : collections) {
      if (NEVER.contains(name)) {
        throw new IllegalArgumentException(
            "collection '" + name + "' is never touched by a purge of tombstones; leave it out");
      }
    }
    if (collections.isEmpty()) {
      throw new IllegalArgumentException("no collection to purge tombstones from");
    }
  }

  /** Whether tombstones may be looked for in the collection at all. */
  public boolean includes(String collection) {
    return collections.contains(collection) && !NEVER.contains(collection);
  }

  /** The names in alphabetical order; the field itself is mutable only to be serialisable. */
  @Override
  public Set<String> collections() {
    return java.util.Collections.unmodifiableSet(collections);
  }

  /**
   * A record as the policy sees it.
   *
   * @param collection its name
   * @param id its id
   * @param payload its payload, or null if it is larger than a tombstone's or kept elsewhere
   * @param modifiedMicros its time
   */
  public record Candidate(
      String collection, String id, @Nullable String payload, long modifiedMicros) {
    /** Leaves the payload out. */
    @Override
    public String toString() {
      return "Candidate[" + collection + "/" + id + "]";
    }
  }

  /** What becomes of a record. */
  public PurgeReason judge(Candidate record, DeviceSigns devices, long nowMicros) {
    if (NEVER.contains(record.collection())) {
      return PurgeReason.NEVER_TOUCHED;
    }
    if (!collections.contains(record.collection())) {
      return PurgeReason.NOT_ASKED_FOR;
    }
    return switch (RecordTombstone.judge(record.collection(), record.id(), record.payload())) {
      case LIVE -> PurgeReason.LIVE;
      case AMBIGUOUS -> PurgeReason.LENGTH_AMBIGUOUS;
      case ODD -> PurgeReason.LENGTH_ODD;
      case TOMBSTONE ->
          staleness
              .keeps(record.modifiedMicros(), devices, nowMicros)
              .orElse(PurgeReason.STALE_TOMBSTONE);
    };
  }
}
