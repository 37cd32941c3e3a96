package godwit.pipelines.verify;

import godwit.model.UserKey;
import java.util.List;

/**
 * A user to be compared, as it travels between steps.
 *
 * @param shard the shard's name
 * @param uid the user's key there
 * @param key the user's key in the target
 */
record UserRef(String shard, long uid, UserKey key) {
  private static final String GAP = "\t";

  String text() {
    return String.join(GAP, List.of(shard, Long.toString(uid), key.fxaUid(), key.fxaKid()));
  }

  static UserRef parse(String text) {
    String[] parts = text.split(GAP, 4);
    return new UserRef(parts[0], Long.parseLong(parts[1]), new UserKey(parts[2], parts[3]));
  }
}
