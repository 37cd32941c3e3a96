package godwit.sync.auth;

import godwit.sync.SyncUser;

/**
 * What a token says about its holder.
 *
 * @param uid the tokenserver's number of the user, 0 or more
 * @param node URL of the storage node it is for; carried, not checked
 * @param expires seconds since the epoch, may have a fraction
 * @param fxaUid the account; empty in tokens of old tokenservers
 * @param fxaKid the generation of its keys; empty in tokens of old tokenservers
 * @param hashedFxaUid for telemetry; may be empty
 * @param hashedDeviceId for telemetry; may be empty
 * @param origin which tokenserver made it
 */
public record TokenClaims(
    long uid,
    String node,
    double expires,
    String fxaUid,
    String fxaKid,
    String hashedFxaUid,
    String hashedDeviceId,
    Origin origin) {
  /** Makers of tokens that storage nodes know; they refuse any other. */
  public enum Origin {
    /** The former tokenserver, and whatever does not say. */
    PYTHON("python"),
    /** The present one, and ours. */
    RUST("rust");

    private final String text;

    Origin(String text) {
      this.text = text;
    }

    /** As tokens spell it. */
    public String text() {
      return text;
    }
  }

  /** Rejects negative uids and times that are no number. */
  public TokenClaims {
    if (uid < 0) {
      throw new IllegalArgumentException("negative uid: " + uid);
    }
    if (!Double.isFinite(expires)) {
      throw new IllegalArgumentException("not a time: " + expires);
    }
  }

  /** Claims for a user on a node, without telemetry. */
  public static TokenClaims of(SyncUser user, String node, long expires) {
    return new TokenClaims(
        user.uid(), node, expires, user.fxaUid(), user.fxaKid(), "", "", Origin.RUST);
  }

  /** Who the token is for. */
  public SyncUser user() {
    return new SyncUser(uid, fxaUid, fxaKid);
  }

  /** The uid alone: the rest identifies a person. */
  @Override
  public String toString() {
    return "TokenClaims[" + uid + "]";
  }
}
