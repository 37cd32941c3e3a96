package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.MoveConfig;
import java.io.Serializable;
import java.time.Instant;

/**
 * What every worker of a verification knows.
 *
 * @param runId the run
 * @param config where both sides are
 * @param scope which users
 * @param settings what to do with differences
 * @param liveAt rows are compared if they are visible at this moment, the same on both sides
 * @param bucketChars how many first characters of the account make a bucket, 0 or more
 * @param lastUser the last user to be looked at, as {@code fxa_uid/fxa_kid} in the order of the
 *     target's keys; empty for all
 */
record Task(
    String runId,
    MoveConfig config,
    Scope scope,
    VerifySettings settings,
    Instant liveAt,
    int bucketChars,
    String lastUser)
    implements Serializable {
  private static final int USERS_PER_BUCKET = 4_000;
  private static final int MOST_CHARS = 6;

  /** So many characters that a bucket holds a few thousand users; accounts are random hex. */
  static int bucketChars(long users) {
    int chars = 0;
    for (long left = users; left > USERS_PER_BUCKET && chars < MOST_CHARS; left /= 16) {
      chars++;
    }
    return chars;
  }

  /** Whether the user is not beyond the limit. */
  boolean reaches(UserKey user) {
    int gap = lastUser.indexOf('/');
    return gap < 0
        || user.compareTo(new UserKey(lastUser.substring(0, gap), lastUser.substring(gap + 1)))
            <= 0;
  }

  /** The bucket an account falls into: a prefix, so that a bucket is one stretch of the target. */
  String bucket(String fxaUid) {
    return fxaUid.substring(0, Math.min(bucketChars, fxaUid.length()));
  }
}
