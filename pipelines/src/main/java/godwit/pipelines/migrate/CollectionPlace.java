package godwit.pipelines.migrate;

import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.io.CollectionMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a user's collection goes and with which time, or why it cannot go. Both its name and its
 * time must be known: neither is ever guessed.
 */
record CollectionPlace(
    WriteGroup.@Nullable Target found, long modifiedMillis, @Nullable Cause why, String detail) {

  static CollectionPlace of(CollectionMap map, int sourceId, Map<Integer, Long> times) {
    Long time = times.get(sourceId);
    if (time != null) {
      return of(map, sourceId, time);
    }
    return map.place(sourceId).isEmpty()
        ? orphan(sourceId)
        : unusable(
            Cause.NO_COLLECTION_ROW,
            "collection " + map.label(sourceId) + " has no row in user_collections");
  }

  static CollectionPlace of(CollectionMap map, int sourceId, long time) {
    Optional<CollectionMap.Place> place = map.place(sourceId);
    if (place.isEmpty()) {
      return orphan(sourceId);
    }
    if (!CollectionMap.canHold(time)) {
      return unusable(
          Cause.BAD_TIME,
          "last_modified of collection " + map.label(sourceId) + " is " + time + " ms");
    }
    var target = new WriteGroup.Target(place.get().label(), place.get().id());
    return new CollectionPlace(target, time, null, "");
  }

  private static CollectionPlace orphan(int sourceId) {
    return unusable(
        Cause.ORPHAN_COLLECTION, "collection id " + sourceId + " has no name in the shard");
  }

  private static CollectionPlace unusable(Cause cause, String detail) {
    return new CollectionPlace(null, 0, cause, detail);
  }

  boolean isUsable() {
    return found != null;
  }

  WriteGroup.Target target() {
    return Objects.requireNonNull(found);
  }

  Cause cause() {
    return Objects.requireNonNull(why);
  }
}
