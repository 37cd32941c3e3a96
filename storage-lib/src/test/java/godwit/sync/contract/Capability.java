package godwit.sync.contract;

/**
 * What a backend has unless its binding says otherwise. Where one is lacking, the contract checks
 * what must hold instead.
 */
public enum Capability {
  /** Ids that differ in case only are different records; else they are one. */
  CASE_SENSITIVE_IDS,
  /** Ids that differ in blanks at the end only are different records; else they are one. */
  TRAILING_SPACES,
  /** Names that differ in case only are different collections; else they are one. */
  CASE_SENSITIVE_NAMES,
  /** Names that differ from a standard one in case only are different collections; else one. */
  CASE_SENSITIVE_STANDARD_NAMES,
  /** Payloads may hold any character; else what cannot be stored is refused, never altered. */
  UNICODE_PAYLOADS,
  /**
   * An expiry is kept to the millisecond, and beyond 2038; else to the second, never later than
   * asked for, and times too late to be stored are as good as never.
   */
  EXACT_EXPIRY,
  /** Users are found by uid; else by account and key, and those without are refused. */
  USERS_BY_UID,
  /** Uids may be of 32 bits and more; else larger ones are refused, never cut. */
  LARGE_UIDS,
  /** Each collection of a user keeps its number of records and bytes; else they are counted. */
  STORED_COUNTERS,
  /** Users can be frozen and switched; else everybody lives here. */
  MOVES
}
