package godwit.pipelines.audit;

import godwit.pipelines.policy.RecordTombstone;
import godwit.pipelines.policy.TombstonePolicy;

/** How sure an audit is that a record is a tombstone. */
public enum Certainty {
  /** No live record of the collection is that short. */
  CERTAIN("certainly a tombstone"),
  /** The length fits, but nothing is known about the collection's live records. */
  UNKNOWN_COLLECTION("the length of a tombstone, in a collection that is not Firefox's"),
  /** A live record of the collection could have the same length. */
  AMBIGUOUS("the length of a tombstone, and of live records too"),
  /** Too short for a live record, and no known tombstone. */
  ODD("shorter than any live record, yet no known tombstone"),
  /** Something that the user has. */
  LIVE("live");

  private final String text;

  Certainty(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }

  static Certainty of(String collection, RecordTombstone.Verdict verdict) {
    if (TombstonePolicy.NEVER.contains(collection)) {
      return LIVE;
    }
    return switch (verdict) {
      case LIVE -> LIVE;
      case ODD -> ODD;
      case AMBIGUOUS -> AMBIGUOUS;
      case TOMBSTONE -> TombstonePolicy.ALLOWED.contains(collection) ? CERTAIN : UNKNOWN_COLLECTION;
    };
  }
}
