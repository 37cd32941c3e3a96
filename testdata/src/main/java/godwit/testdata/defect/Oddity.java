package godwit.testdata.defect;

/** What real shards have and made ones do not, unless asked for. Names are options; keep them. */
public enum Oddity {
  /** A record and its user collection whose collection id has no name. */
  ORPHAN_COLLECTION,
  /** A payload with a byte that is no ASCII. */
  NON_ASCII_PAYLOAD,
  /** A payload of exactly the largest size that servers accepted. */
  LARGEST_PAYLOAD,
  /** A payload that the target cannot hold. */
  PAYLOAD_OVER_CELL_LIMIT,
  /** A record whose id is that of another shard's but for the case of its letters. */
  ID_IN_OTHER_CASE,
  /** A table is missing between {@code bso0} and {@code bsoN-1}: the shard is refused. */
  TABLE_GAP,
  /** A user whom the tokenserver has never heard of. */
  USER_WITHOUT_ASSIGNMENT,
  /** A record in a collection of which the user has no row. */
  RECORD_WITHOUT_COLLECTION,
  /** A record that was last changed before 1970. */
  NEGATIVE_TIME,
  /** A record from after the year 9999. */
  HUGE_TIME,
  /** A record whose expiry was never set. */
  ZERO_EXPIRY,
  /** A user whose client state is empty. */
  EMPTY_CLIENT_STATE,
  /** A user whose client state is not hex. */
  CLIENT_STATE_NOT_HEX
}
