package godwit.pipelines.verify;

import java.io.Serializable;

/**
 * What a verification does with what it finds.
 *
 * @param repair whether it copies again what differs
 * @param maxDifferences how many differences the report lists; all are counted, 0 or more
 * @param showKeys whether the report shows user keys whole
 */
public record VerifySettings(boolean repair, int maxDifferences, boolean showKeys)
    implements Serializable {
  /** Looks only, and lists the first thousand. */
  public static final VerifySettings DEFAULT = new VerifySettings(false, 1_000, false);

  /** Rejects a negative number. */
  public VerifySettings {
    if (maxDifferences < 0) {
      throw new IllegalArgumentException("max differences: " + maxDifferences + " is below 0");
    }
  }
}
