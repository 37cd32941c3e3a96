package godwit.pipelines.quota;

import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.policy.TrimRule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How room is made for users over the quota.
 *
 * @param steps what is deleted, in this order; each at most once, and trims last
 * @param trims what may be trimmed
 * @param load when to wait for busy servers
 * @param manifest the file that names what is deleted, or null for none
 */
public record EnforcePlan(
    List<QuotaStep> steps, TrimRule trims, LoadRule load, @Nullable String manifest)
    implements Serializable {
  /** Dead records only, without waiting and without a manifest. */
  public static final EnforcePlan DEFAULT =
      new EnforcePlan(QuotaStep.DEFAULT, TrimRule.NONE, LoadRule.NONE, null);

  /** Copies the list; rejects an order that would delete what is alive before what is dead. */
  public EnforcePlan {
    steps = new ArrayList<>(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("no step is named; name expired, tombstones or trims");
    }
    if (EnumSet.copyOf(steps).size() < steps.size()) {
      throw new IllegalArgumentException("a step is named twice: " + QuotaStep.words(steps));
    }
    int trim = steps.indexOf(QuotaStep.TRIMS);
    if (trim >= 0 && trim < steps.size() - 1) {
      throw new IllegalArgumentException(
          "trims delete live records and come last, unlike in '" + QuotaStep.words(steps) + "'");
    }
    if (trim < 0 && !trims.collections().isEmpty()) {
      throw new IllegalArgumentException(
          "collections are named to be trimmed, but the steps are '"
              + QuotaStep.words(steps)
              + "'; add trims at their end");
    }
  }

  /** A fixed list: the field itself is mutable only because lists must be serialisable. */
  @Override
  public List<QuotaStep> steps() {
    return List.copyOf(steps);
  }

  /** The same with other trims. */
  public EnforcePlan trimming(TrimRule rule) {
    return new EnforcePlan(steps, rule, load, manifest);
  }

  /** The same with another rule for waiting. */
  public EnforcePlan waitingBy(LoadRule rule) {
    return new EnforcePlan(steps, trims, rule, manifest);
  }

  /** The same with the file that names what is deleted. */
  public EnforcePlan namedIn(@Nullable String file) {
    return new EnforcePlan(steps, trims, load, file);
  }
}
