package godwit.pipelines.quota;

import godwit.model.Usage;
import java.util.Map;

/**
 * What became of a user who was over the limit.
 *
 * @param before payload bytes when work on the user began
 * @param after payload bytes when it ended, or would have by a rehearsal
 * @param freed what each step that was needed freed, or would free
 * @param unhelped whether trims were left out because all of them together would not do
 * @param hindered whether records that should go stayed, since another writer was in the way to the
 *     last
 */
record Outcome(
    long before, long after, Map<QuotaStep, Usage> freed, boolean unhelped, boolean hindered) {
  Outcome {
    freed = Map.copyOf(freed);
  }
}
