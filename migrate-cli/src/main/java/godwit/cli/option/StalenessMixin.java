package godwit.cli.option;

import godwit.pipelines.policy.CutOff;
import godwit.pipelines.policy.StalenessRule;
import godwit.pipelines.policy.TombstonePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a tombstone is stale. */
public final class StalenessMixin {
  @Option(
      names = "--min-age",
      paramLabel = "AGE",
      defaultValue = "180d",
      description = "No younger tombstone goes; 180d at least. Default: ${DEFAULT-VALUE}.")
  private String minAge = "180d";

  @Option(
      names = "--device-margin",
      paramLabel = "AGE",
      defaultValue = "7d",
      description =
          "Every device of the user must have been seen this long after the deletion; 7d at least."
              + " Default: ${DEFAULT-VALUE}.")
  private String margin = "7d";

  @Option(
      names = "--age-without-devices",
      paramLabel = "AGE",
      description =
          "Tombstones of users without any device go from this age on, such as 360d. Without it,"
              + " they stay.")
  private @Nullable String ageWithoutDevices;

  /**
   * The policy for those collections, or for the default ones if there are none.
   *
   * @throws IllegalArgumentException if an age is too short, or a collection must not be touched
   */
  public TombstonePolicy policy(Collection<String> collections) {
    return new TombstonePolicy(
        collections.isEmpty() ? TombstonePolicy.ALLOWED : Set.copyOf(collections),
        new StalenessRule(
            age("--min-age", minAge),
            age("--device-margin", margin),
            ageWithoutDevices == null ? null : age("--age-without-devices", ageWithoutDevices)));
  }

  private static Duration age(String option, String text) {
    try {
      return CutOff.parseAge(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  /** The options, for the command that resumes. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--min-age", minAge, "--device-margin", margin));
    if (ageWithoutDevices != null) {
      words.addAll(List.of("--age-without-devices", ageWithoutDevices));
    }
    return words;
  }
}
