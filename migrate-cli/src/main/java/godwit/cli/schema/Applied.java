package godwit.cli.schema;

import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.schema.SpannerSchema;
import godwit.storage.spanner.schema.SpannerSchema.Change;
import java.util.List;

/**
 * What applying a schema did to one database, or would do.
 *
 * @param database its path
 * @param statements schema statements, run or to be run
 * @param collections standard collections whose rows were missing
 * @param notes what the server does not support
 */
public record Applied(
    String database, List<String> statements, List<String> collections, List<String> notes) {

  /**
   * Adds what is missing, if it is to act, and says what it was. A missing database is created on
   * an emulator only.
   */
  public static Applied to(SpannerConfig config, SpannerSchema schema, boolean acts) {
    if (acts && config.isEmulator()) {
      SpannerDatabase.createIfMissing(config, List.of());
    }
    try (SpannerDatabase database = SpannerDatabase.open(config)) {
      database.verifyReachable();
      Change change = acts ? schema.apply(database) : schema.plan(database);
      return new Applied(config.path(), change.statements(), change.collections(), change.notes());
    }
  }

  /** Whether nothing was missing. */
  public boolean isEmpty() {
    return statements.isEmpty() && collections.isEmpty();
  }
}
