package godwit.pipelines.quota;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How room is made, step by step, until the user is below the limit. */
public enum QuotaStep {
  /** What no client sees any more. */
  EXPIRED("expired records"),
  /** What every device has seen. */
  TOMBSTONES("stale tombstones"),
  /** What expires by nature, the oldest first. */
  TRIMS("oldest of what may be trimmed");

  /** What is dead first; what is alive last, and only if a collection is named for it. */
  public static final List<QuotaStep> DEFAULT = List.of(EXPIRED, TOMBSTONES, TRIMS);

  private final String text;

  QuotaStep(String text) {
    this.text = text;
  }

  /** What it deletes, for people. */
  public String text() {
    return text;
  }

  /** Its name in options and settings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Steps as they are written in options and settings. */
  public static String words(List<QuotaStep> steps) {
    return steps.stream().map(QuotaStep::word).collect(Collectors.joining(","));
  }

  /**
   * Reads such a list.
   *
   * @throws IllegalArgumentException if a word is no step; the message quotes it
   */
  public static List<QuotaStep> parse(String words) {
    List<QuotaStep> steps = new ArrayList<>();
    for (String word : words.split(",", -1)) {
      steps.add(
          Arrays.stream(values())
              .filter(step -> step.word().equals(word.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'%s' is no step; known: %s"
                              .formatted(word.strip(), words(List.of(values()))))));
    }
    return steps;
  }
}
