package godwit.sync;

/** Orders of a list of records. Each is total: ties end by id. */
public enum Sorting {
  /** Latest change first, then ids descending. What a query without an order gets. */
  NEWEST,
  /** Earliest change first, then ids ascending. */
  OLDEST,
  /** Highest sort index first, records without one last, then ids descending. */
  INDEX
}
