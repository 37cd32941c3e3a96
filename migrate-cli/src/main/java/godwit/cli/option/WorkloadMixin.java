package godwit.cli.option;

import godwit.cli.session.Failure;
import godwit.testdata.Workload;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What test data to make. The same options make the same data. */
public final class WorkloadMixin {
  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many people. Default: ${DEFAULT-VALUE}.")
  private long users;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which people. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "2",
      description = "On how many shards, of both dialects in turn. Default: ${DEFAULT-VALUE}.")
  private int shards;

  @Option(
      names = "--median-rows",
      paramLabel = "N",
      defaultValue = "300",
      description = "Records of the median user. Default: ${DEFAULT-VALUE}.")
  private int medianRows;

  @Option(
      names = "--hoarder",
      paramLabel = "N",
      description = "One user with exactly N records, nearly all tombstones. Repeatable.")
  private List<Integer> hoarders = new ArrayList<>();

  @Option(
      names = "--now",
      paramLabel = "TIME",
      description = "The moment at which records are live or expired, as 2026-01-31T12:00:00Z.")
  private @Nullable String now;

  /**
   * The checked workload.
   *
   * @param standardNow the moment if none is given
   * @throws Failure of USAGE if it cannot be made
   */
  public Workload workload(Instant standardNow) {
    try {
      return Workload.of(seed, users)
          .withShards(shards)
          .withMedianRows(medianRows)
          .withHoarders(hoarders.toArray(Integer[]::new))
          .withNow(now == null ? standardNow : Instant.parse(now));
    } catch (DateTimeParseException e) {
      throw Failure.usage("--now: not a time: '" + now + "'; write 2026-01-31T12:00:00Z.");
    } catch (IllegalArgumentException e) {
      throw Failure.usage(e.getMessage() + ".");
    }
  }
}
