package godwit.sync.spanner;

import com.google.cloud.spanner.Key;
import godwit.model.UserKey;

/** Where an open batch is. */
record OpenBatch(int collection, String batch) {
  Key key(UserKey user) {
    return Cells.key(user, collection, batch);
  }
}
