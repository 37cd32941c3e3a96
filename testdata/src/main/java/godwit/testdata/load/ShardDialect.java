package godwit.testdata.load;

import godwit.testdata.record.SyntheticRecord;

/** The kinds of servers that left shards behind: their column names, their units, their "never". */
public enum ShardDialect {
  /** The Python server: seconds, standard names in memory only. */
  PYTHON(100),
  /** syncstorage-rs since August 2020: milliseconds, counters. */
  RUST(101),
  /** syncstorage-rs before September 2019: its first column names. */
  RUST_2018(101);

  /** Where the dialects differ in names. */
  record Columns(
      String user, String collection, String expiry, String collectionTime, String nameId) {}

  private static final long PYTHON_NEVER = 2_100_000_000L;
  private static final long PYTHON_LONGEST_TTL = 31_536_000L;
  private static final long RUST_BATCH_NEVER = 2_100_000_000_000L;
  private static final long RUST_DEFAULT_TTL = 2_100_000_000_000L;
  private static final long RUST_COLUMN_DEFAULT = 3_153_600_000_000L;

  private final int firstCustomId;

  ShardDialect(int firstCustomId) {
    this.firstCustomId = firstCustomId;
  }

  Columns columns() {
    return switch (this) {
      case PYTHON -> new Columns("userid", "collection", "ttl", "last_modified", "collectionid");
      case RUST -> new Columns("userid", "collection", "ttl", "last_modified", "id");
      case RUST_2018 -> new Columns("user_id", "collection_id", "expiry", "modified", "id");
    };
  }

  int firstCustomId() {
    return firstCustomId;
  }

  /**
   * What the server stored as a record's expiry: seconds on a Python shard, milliseconds elsewhere.
   * The Python server dropped what asked for more than a year, so that it never expires.
   */
  public long expiry(SyntheticRecord row) {
    Long ttl = row.times().ttl();
    long modified = row.times().modified();
    return switch (this) {
      case PYTHON ->
          ttl == null || ttl > PYTHON_LONGEST_TTL ? PYTHON_NEVER : modified / 1_000 + ttl;
      case RUST -> ttl == null ? rustNever(row) : modified + ttl * 1_000;
      case RUST_2018 -> ttl == null ? RUST_COLUMN_DEFAULT : modified + ttl * 1_000;
    };
  }

  private static long rustNever(SyntheticRecord row) {
    return row.batched() ? RUST_BATCH_NEVER : row.times().modified() + RUST_DEFAULT_TTL;
  }

  /** What the server stored as a record's size: syncstorage-rs only when a batch brought it. */
  int payloadSize(SyntheticRecord row) {
    return switch (this) {
      case PYTHON -> row.payload().length();
      case RUST -> row.batched() ? row.payload().length() : 0;
      case RUST_2018 -> 0;
    };
  }
}
