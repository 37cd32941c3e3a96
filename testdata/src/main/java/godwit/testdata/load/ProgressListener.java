package godwit.testdata.load;

/** Is told how far a load has come, from several threads but one at a time for each shard. */
@FunctionalInterface
public interface ProgressListener {
  /** Says nothing. */
  ProgressListener SILENT = (shard, users, records) -> {};

  /**
   * A person's rows on a shard have been handed to the server.
   *
   * @param shard from 0
   * @param users the workload's users that this shard has passed, its own or not
   * @param records written to this shard so far
   */
  void loaded(int shard, long users, long records);
}
