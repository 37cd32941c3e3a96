package godwit.cli.option;

import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.pipelines.policy.CutOff;
import godwit.pipelines.purge.PurgeLimits;
import godwit.pipelines.purge.PurgeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much a purge may do, how fast, and where it tells what it deleted. */
public final class PurgeMixin {
  private static final int CHUNK_MILLIS = 200;

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      description = "Only this collection. Repeatable.")
  private List<String> collections = new ArrayList<>();

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      description =
          "Delete at most N records, and leave the rest for the next run; ends with 6 then.")
  private @Nullable Long maxRows;

  @Option(
      names = "--max-time",
      paramLabel = "AGE",
      description = "Begin no transaction after this time, such as 30m or 6h; ends with 6 then.")
  private @Nullable String maxTime;

  @Option(
      names = "--chunk-time",
      paramLabel = "MS",
      defaultValue = "" + CHUNK_MILLIS,
      description =
          "How long one transaction should take; its size follows. Default: ${DEFAULT-VALUE}.")
  private int chunkTime;

  @Mixin private LoadMixin load = new LoadMixin();
  @Mixin private ManifestMixin manifest = new ManifestMixin();

  /** The names given by {@code --collection}. */
  public List<String> collections() {
    return List.copyOf(collections);
  }

  /**
   * The settings with limits and, if it acts, the manifest.
   *
   * @param runId the run's name, and the manifest's unless another was given
   * @throws Failure of USAGE if a limit makes no sense
   */
  public PurgeSettings complete(
      PurgeSettings settings, Session session, boolean acts, String runId) {
    manifest.check(acts);
    PurgeSettings limited = settings.limitedTo(limits());
    return acts ? limited.executing(manifest.file(session, runId)) : limited;
  }

  private PurgeLimits limits() {
    if (chunkTime < 1) {
      throw Failure.usage("--chunk-time: " + chunkTime + " is below 1.");
    }
    if (maxRows != null && maxRows < 1) {
      throw Failure.usage("--max-rows: " + maxRows + " is below 1.");
    }
    PurgeLimits none = PurgeLimits.NONE;
    return new PurgeLimits(
        maxRows == null ? none.maxRows() : maxRows,
        maxTime == null ? none.maxTime() : time(maxTime),
        Duration.ofMillis(chunkTime),
        none.chunkRows(),
        load.rule());
  }

  private static Duration time(String text) {
    try {
      Duration time = CutOff.parseAge(text);
      if (time.isZero()) {
        throw Failure.usage("--max-time: '" + text + "' leaves no time.");
      }
      return time;
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--max-time: " + e.getMessage() + ".");
    }
  }

  /** The options as they were given, for the command that resumes; a manifest tells of one run. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    collections.forEach(name -> words.addAll(List.of("--collection", name)));
    add(words, "--max-rows", maxRows);
    add(words, "--max-time", maxTime);
    add(words, "--chunk-time", chunkTime == CHUNK_MILLIS ? null : chunkTime);
    words.addAll(load.words());
    words.addAll(manifest.words());
    return words;
  }

  private static void add(List<String> words, String name, @Nullable Object value) {
    if (value != null) {
      words.addAll(List.of(name, value.toString()));
    }
  }
}
