package godwit.testdata.defect;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Key;
import godwit.testdata.Draws;
import org.jspecify.annotations.Nullable;

/** A user collection of the target, where a defect may go. */
record Place(
    String fxaUid, String fxaKid, long collection, Timestamp modified, @Nullable Long count) {

  Key key() {
    return Key.of(fxaUid, fxaKid, collection);
  }

  Key key(String id) {
    return Key.of(fxaUid, fxaKid, collection, id);
  }

  boolean isEmptyByCount() {
    return count == null || count == 0;
  }

  /** Where this place stands in an order that depends on the seed and the defect only. */
  long rank(long seed, Defect defect) {
    return Draws.of(
            seed, Draws.key(defect.name()), Draws.key(fxaUid), Draws.key(fxaKid), collection)
        .next();
  }
}
