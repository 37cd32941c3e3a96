package godwit.cli.option;

import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.policy.TrimRule;
import godwit.pipelines.quota.EnforcePlan;
import godwit.pipelines.quota.QuotaStep;
import godwit.pipelines.run.Launcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an enforcement makes room, when it waits, and where it tells what it deleted. */
public final class EnforceMixin {
  @Option(
      names = "--steps",
      paramLabel = "LIST",
      description =
          "What to delete, in this order: expired, tombstones, trims. Trims come last. Default:"
              + " policy.quota-steps of the configuration, or all three.")
  private @Nullable String steps;

  @Option(
      names = "--trim",
      paramLabel = "COLLECTION",
      description = "Trim history if nothing else helps, the oldest records first.")
  private List<String> trims = new ArrayList<>();

  @Option(
      names = "--max-running",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "Wait while a shard or a replica runs more than N statements; 0 never waits. Default:"
              + " ${DEFAULT-VALUE}.")
  private int maxRunning;

  @Option(
      names = "--max-lag",
      paramLabel = "SECONDS",
      description = "Wait while a replica is further behind than this.")
  private @Nullable Long maxLag;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "Name every deleted record in FILE, which only you may read: it holds whole user keys."
              + " With several stores, in one file beside it for each. Default with --execute:"
              + " RUN.jsonl here.")
  private @Nullable String manifest;

  @Option(names = "--no-manifest", description = "Write no manifest.")
  private boolean noManifest;

  /**
   * Makes sure that the options make sense, before the configuration is read.
   *
   * @throws Failure of USAGE if they do not
   */
  public void check(boolean acts) {
    if (manifest != null && (noManifest || !acts)) {
      throw Failure.usage("--manifest names what was deleted; it goes with --execute only.");
    }
    if (maxRunning < 0 || (maxLag != null && maxLag < 0)) {
      throw Failure.usage("--max-running and --max-lag: give 0 or more.");
    }
    TrimRule trim = trimRule();
    if (steps != null) {
      plan(steps(steps), trim);
    }
  }

  /**
   * The plan.
   *
   * @param runId what the manifest is called by default
   * @param configured the steps of the configuration
   * @throws Failure of USAGE if the options do not fit the steps
   */
  public EnforcePlan plan(Session session, String runId, List<QuotaStep> configured, boolean acts) {
    String asked = steps;
    return plan(asked == null ? configured : steps(asked), trimRule())
        .waitingBy(new LoadRule(maxRunning, maxLag == null ? -1 : maxLag))
        .namedIn(acts ? file(session, runId) : null);
  }

  private static EnforcePlan plan(List<QuotaStep> order, TrimRule trim) {
    try {
      return new EnforcePlan(order, trim, LoadRule.NONE, null);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--steps: " + e.getMessage() + ".");
    }
  }

  private static List<QuotaStep> steps(String words) {
    try {
      return QuotaStep.parse(words);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--steps: " + e.getMessage() + ".");
    }
  }

  private TrimRule trimRule() {
    try {
      return new TrimRule(Set.copyOf(trims));
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--trim: " + e.getMessage() + ".");
    }
  }

  private @Nullable String file(Session session, String runId) {
    if (manifest != null) {
      return session.resolve(manifest).toString();
    }
    return noManifest || !Launcher.isLocal(session.runnerArguments())
        ? null
        : session.resolve(runId + ".jsonl").toString();
  }

  /** The options as they were given, for the command that resumes; a manifest tells of one run. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    if (steps != null) {
      words.addAll(List.of("--steps", steps));
    }
    trims.forEach(name -> words.addAll(List.of("--trim", name)));
    words.addAll(List.of("--max-running", Integer.toString(maxRunning)));
    if (maxLag != null) {
      words.addAll(List.of("--max-lag", maxLag.toString()));
    }
    if (noManifest) {
      words.add("--no-manifest");
    }
    return words;
  }
}
