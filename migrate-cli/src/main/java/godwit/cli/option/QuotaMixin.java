package godwit.cli.option;

import godwit.cli.session.Failure;
import godwit.pipelines.policy.QuotaRule;
import java.util.List;
import picocli.CommandLine.Option;

/** How much a user may have. */
public final class QuotaMixin {
  @Option(
      names = "--quota",
      paramLabel = "SIZE",
      defaultValue = QuotaRule.DEFAULT_TEXT,
      description =
          "What a user may have, all collections together, such as 1.5GB. Default:"
              + " ${DEFAULT-VALUE}.")
  private String quota = QuotaRule.DEFAULT_TEXT;

  /**
   * The quota.
   *
   * @throws Failure of USAGE if it is no size
   */
  public QuotaRule rule() {
    return rule("--quota", quota);
  }

  /** A quota from another option. */
  public static QuotaRule rule(String option, String size) {
    try {
      return new QuotaRule(ByteSize.parse(size));
    } catch (IllegalArgumentException e) {
      throw Failure.usage(option + ": " + e.getMessage() + ".");
    }
  }

  /** The option, for the command that resumes. */
  public List<String> words() {
    return List.of("--quota", quota);
  }
}
