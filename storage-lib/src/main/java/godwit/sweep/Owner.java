package godwit.sweep;

import godwit.model.UserKey;

/** Whose rows, by the key that a store itself has for a user. */
public sealed interface Owner {
  /**
   * The key as text; of an account's only the beginning, unless the operator asked for it whole.
   */
  String shown(boolean whole);

  /**
   * A user of a MySQL shard.
   *
   * @param uid the shard's numeric user key
   */
  record Uid(long uid) implements Owner {
    @Override
    public String shown(boolean whole) {
      return Long.toString(uid);
    }
  }

  /**
   * A user in Spanner.
   *
   * @param key the account and the generation of its keys
   */
  record Account(UserKey key) implements Owner {
    @Override
    public String shown(boolean whole) {
      return whole ? key.full() : key.shortened();
    }
  }
}
