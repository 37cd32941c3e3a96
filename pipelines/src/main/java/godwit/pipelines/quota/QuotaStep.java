package godwit.pipelines.quota;

/** How room is made, in this order, until the user is below the limit. */
public enum QuotaStep {
  /** What no client sees any more. */
  EXPIRED("expired records"),
  /** What every device has seen. */
  TOMBSTONES("stale tombstones"),
  /** What expires by nature, the oldest first. */
  TRIMS("oldest records of the collections named to be trimmed");

  private final String text;

  QuotaStep(String text) {
    this.text = text;
  }

  /** What it deletes, for people. */
  public String text() {
    return text;
  }
}
