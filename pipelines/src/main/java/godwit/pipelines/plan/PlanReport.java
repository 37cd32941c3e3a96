package godwit.pipelines.plan;

import godwit.pipelines.figures.Distribution;
import godwit.pipelines.figures.UsageByName;
import java.util.List;
import java.util.Map;

/**
 * What a run would do.
 *
 * @param users how many users end how
 * @param rows records of the users to be copied, expired ones included
 * @param bytes their payload bytes
 * @param bins pieces of work
 * @param hoarders users cut into parts
 * @param commits commits to the target, about
 * @param mutations mutations, about
 * @param seconds how long it takes, about; from a short sample of reading and the assumed rate of
 *     writing
 * @param collections what becomes of collection names and ids
 * @param shards what was found where
 * @param usage records and bytes by collection of the users looked at for copying
 * @param sizes users to be copied by their number of records
 * @param obstacles what stands in the way, the most frequent first
 * @param interrupted whether it was stopped before everybody was looked at: the figures are of some
 */
public record PlanReport(
    Users users,
    long rows,
    long bytes,
    long bins,
    long hoarders,
    long commits,
    long mutations,
    double seconds,
    CollectionsPlan collections,
    List<Shard> shards,
    List<UsageByName.Sum> usage,
    List<Distribution.Bucket> sizes,
    List<Obstacle> obstacles,
    boolean interrupted) {

  /**
   * How many users end how: {@code planned = copy + sum of skipped + sum of failed}.
   *
   * @param planned users looked at
   * @param copy users to be copied
   * @param skipped users left alone, by reason
   * @param failed users that cannot be moved, by cause
   */
  public record Users(
      long planned, long copy, Map<String, Long> skipped, Map<String, Long> failed) {
    /** All users left alone. */
    public long skippedTotal() {
      return skipped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All users that cannot be moved. */
    public long failedTotal() {
      return failed.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * One shard.
   *
   * @param name its name
   * @param dialect what it turned out to be
   * @param users users to be copied from it
   * @param rows their records
   * @param bytes their payload bytes
   */
  public record Shard(String name, String dialect, long users, long rows, long bytes) {}

  /**
   * Something that stands in the way of some users or rows.
   *
   * @param kind what it is, in words
   * @param shard where
   * @param users how many users it concerns
   * @param rows how many of their rows; 0 if it is about users
   * @param example one of them
   */
  public record Obstacle(String kind, String shard, long users, long rows, String example) {}
}
