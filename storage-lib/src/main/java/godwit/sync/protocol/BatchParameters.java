package godwit.sync.protocol;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a batch upload a POST is.
 *
 * @param step the part
 * @param id the batch, or null unless there is one already
 */
public record BatchParameters(Step step, @Nullable String id) {
  /** What a request asks of a batch. */
  public enum Step {
    /** No batch at all. */
    PLAIN,
    START,
    APPEND,
    COMMIT
  }

  /**
   * Reads {@code batch} and {@code commit}.
   *
   * @param isBatchId whether a text could be the id of a batch
   * @throws Refused with 400 if they make no sense, or not together
   */
  public static BatchParameters of(QueryText query, Predicate<String> isBatchId) {
    Optional<String> batch = query.get("batch");
    boolean commit = query.get("commit").map(BatchParameters::isTrue).orElse(false);
    if (query.has("commit") && (!commit || batch.isEmpty())) {
      throw Refused.with(400, ErrorCode.UNSPECIFIED);
    }
    if (batch.isEmpty()) {
      return new BatchParameters(Step.PLAIN, null);
    }
    String id = batch.get();
    if (id.isEmpty() || isTrue(id)) {
      // Begun and committed at once, it needs no batch.
      return new BatchParameters(commit ? Step.PLAIN : Step.START, null);
    }
    if (!isBatchId.test(id)) {
      throw Refused.with(400, ErrorCode.UNSPECIFIED);
    }
    return new BatchParameters(commit ? Step.COMMIT : Step.APPEND, id);
  }

  private static boolean isTrue(String text) {
    return text.equalsIgnoreCase("true");
  }

  /** The id of the batch that is appended to or committed. */
  public String requireId() {
    if (id == null) {
      throw new IllegalStateException(step + " has no batch yet");
    }
    return id;
  }
}
