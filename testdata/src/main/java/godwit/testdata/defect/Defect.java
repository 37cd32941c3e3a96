package godwit.testdata.defect;

/** The ways in which a target can differ from its source. */
public enum Defect {
  /** A record did not arrive. */
  ROW_MISSING,
  /** A record that its source never had. */
  ROW_EXTRA,
  /** One character of a payload differs; its length does not. */
  PAYLOAD_CHANGED,
  /** A record is 10 ms newer. */
  TIME_CHANGED,
  /** A record expires a second later. */
  EXPIRY_CHANGED,
  /** A record has another sortindex, or one where it had none. */
  SORTINDEX_CHANGED,
  /** A record lies in another collection of the same user. */
  WRONG_COLLECTION,
  /** A collection without records did not arrive. */
  EMPTY_COLLECTION_MISSING,
  /** A collection is 10 ms newer. */
  COLLECTION_TIME_CHANGED,
  /** A collection counts one record more than it has. */
  COUNTER_WRONG,
  /** The record without which a client wipes its data. */
  META_GLOBAL_MISSING,
  /** The record without which no other can be read differs in one character. */
  KEYS_CHANGED
}
