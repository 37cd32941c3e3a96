package godwit.model;

import java.util.Comparator;

/**
 * The key of a user in the target: the account and the generation of its keys. Ordered as Spanner
 * orders its rows, so that work sorted by key stays in one stretch of the target's key space.
 *
 * @param fxaUid the account, 32 hex digits in practice
 * @param fxaKid the text of an {@link FxaKid}
 */
public record UserKey(String fxaUid, String fxaKid) implements Comparable<UserKey> {
  private static final Comparator<UserKey> ORDER =
      Comparator.comparing(UserKey::fxaUid, Utf8Order.BY_BYTES)
          .thenComparing(UserKey::fxaKid, Utf8Order.BY_BYTES);
  private static final int SHOWN = 6;

  /** Rejects empty halves: they would put every user without an account into one key space. */
  public UserKey {
    if (fxaUid.isEmpty() || fxaKid.isEmpty()) {
      throw new IllegalArgumentException(
          "a user key needs both halves: '" + fxaUid + "', '" + fxaKid + "'");
    }
  }

  /** The key with most of the account left out, for logs and reports. */
  public String shortened() {
    return shorten(fxaUid) + "/" + fxaKid.substring(0, Math.min(13, fxaKid.length()));
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** The whole key; only where the operator asked to see keys. */
  public String full() {
    return fxaUid + "/" + fxaKid;
  }

  @Override
  public int compareTo(UserKey other) {
    return ORDER.compare(this, other);
  }

  /** The shortened form, so that a key never reaches a log whole by accident. */
  @Override
  public String toString() {
    return shortened();
  }
}
