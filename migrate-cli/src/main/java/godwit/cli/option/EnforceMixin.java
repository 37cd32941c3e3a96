package godwit.cli.option;

import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.policy.TrimRule;
import godwit.pipelines.quota.EnforcePlan;
import godwit.pipelines.quota.QuotaStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

  @Mixin private LoadMixin load = new LoadMixin();
  @Mixin private ManifestMixin manifest = new ManifestMixin();

  /**
   * Makes sure that the options make sense, before the configuration is read.
   *
   * @throws Failure of USAGE if they do not
   */
  public void check(boolean acts) {
    manifest.check(acts);
    load.rule();
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
        .waitingBy(load.rule())
        .namedIn(acts ? manifest.file(session, runId) : null);
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

  /** The options as they were given, for the command that resumes; a manifest tells of one run. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    if (steps != null) {
      words.addAll(List.of("--steps", steps));
    }
    trims.forEach(name -> words.addAll(List.of("--trim", name)));
    words.addAll(load.words());
    words.addAll(manifest.words());
    return words;
  }
}
