package godwit.testdata.load;

/**
 * A dialect, and how many BSO tables it has.
 *
 * @param dialect the kind of server
 * @param tables {@code bso0} and on, up to 1000; 0 for the one table {@code bso}
 */
public record ShardLayout(ShardDialect dialect, int tables) {
  /** Only the Python server knows more than one table. */
  public ShardLayout {
    boolean one = dialect != ShardDialect.PYTHON;
    if (tables < 0 || tables > 1_000 || (one && tables != 0)) {
      throw new IllegalArgumentException(
          "a " + dialect + " shard cannot have " + tables + " tables");
    }
  }

  /** A Python server with {@code bso0} to {@code bso<tables-1>}; production had 20. */
  public static ShardLayout python(int tables) {
    return new ShardLayout(ShardDialect.PYTHON, tables);
  }

  /** A Python server with the one table {@code bso}. */
  public static ShardLayout pythonPlain() {
    return new ShardLayout(ShardDialect.PYTHON, 0);
  }

  /** The present syncstorage-rs. */
  public static ShardLayout rust() {
    return new ShardLayout(ShardDialect.RUST, 0);
  }

  /** The syncstorage-rs of before September 2019. */
  public static ShardLayout rust2018() {
    return new ShardLayout(ShardDialect.RUST_2018, 0);
  }

  /** What even and odd shards have unless something else is asked for. */
  public static ShardLayout alternating(int shard) {
    return shard % 2 == 0 ? python(20) : rust();
  }

  /** The table of a user's records. */
  public String bsoTable(long uid) {
    return "bso" + suffix(uid);
  }

  /** The table of a batch's items: chosen by the batch, not by the user. */
  public String itemTable(long batch) {
    return "batch_upload_items" + suffix(batch);
  }

  private String suffix(long number) {
    return tables == 0 ? "" : Long.toString(number % tables);
  }
}
