package godwit.pipelines.io;

import godwit.pipelines.run.RunControl;
import godwit.storage.spanner.RetryPolicy;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;

/** Opens Spanner databases for a run, which then tells why it waits for them. */
final class OpenSpanner {
  private OpenSpanner() {}

  /**
   * Opens one, and asks it whether it is there.
   *
   * @throws godwit.storage.StorageException if it is not
   */
  static SpannerDatabase of(SpannerConfig config, RunControl control) {
    var database =
        SpannerDatabase.open(
            config,
            RetryPolicy.DEFAULT,
            (reason, attempt, delay) ->
                control.waitFor("Spanner says " + reason + ", attempt " + (attempt + 1)));
    try {
      database.verifyReachable();
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }
}
