package godwit.cli.schema;

import godwit.pipelines.ledger.LedgerSchema;
import godwit.pipelines.run.MoveConfig;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.schema.SpannerSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which schema belongs into which database of a move. */
public final class SchemaDatabases {
  private SchemaDatabases() {}

  /** What a database needs that is target and ledger at once. */
  public static SpannerSchema whole() {
    return SpannerSchema.current().plus(LedgerSchema.tables());
  }

  /** One database if the ledger is in the target, else two. */
  public static Map<SpannerConfig, SpannerSchema> of(MoveConfig move) {
    Map<SpannerConfig, SpannerSchema> schemas = new LinkedHashMap<>();
    if (move.ledgerIsInTarget()) {
      schemas.put(move.target(), whole());
    } else {
      schemas.put(move.target(), SpannerSchema.current());
      schemas.put(move.ledger(), whole());
    }
    return schemas;
  }
}
