package godwit.sweep.mysql;

import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of uids.
 *
 * @param after uids above this one
 * @param last up to and including this one
 */
record UidRange(long after, long last) {
  static UidRange of(OwnerRange range) {
    long after = range.from().isEmpty() ? -1 : uid(range.from()) - 1;
    long last = range.until().isEmpty() ? Long.MAX_VALUE : uid(range.until()) - 1;
    return new UidRange(after, last);
  }

  /** What is left of it behind a user. */
  UidRange behind(@Nullable Owner owner) {
    return owner == null ? this : new UidRange(Math.max(after, uid(owner)), last);
  }

  static long uid(Owner owner) {
    if (owner instanceof Owner.Uid user) {
      return user.uid();
    }
    throw new IllegalArgumentException("a shard knows users by uid, not " + owner.shown(false));
  }

  private static long uid(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a uid: '" + text + "'; a shard's are numbers", e);
    }
  }
}
