package godwit.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.UserKey;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.LedgerSchema;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.verify.VerifyPipeline;
import godwit.pipelines.verify.VerifyReport;
import godwit.pipelines.verify.VerifySettings;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.schema.SpannerSchema;
import godwit.testdata.server.EmbeddedSpanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a move that tests repeat. */
public final class Move {
  private Move() {}

  /** Migrates everybody within this JVM. */
  public static MigrateReport migrate(MoveConfig config) {
    return MigratePipeline.run(config, Scope.ALL, List.of(), new RunControl());
  }

  /** Verifies everybody, and expects that all are equal. */
  public static VerifyReport verifyEqual(MoveConfig config) {
    VerifyReport report =
        VerifyPipeline.run(config, Scope.ALL, VerifySettings.DEFAULT, List.of(), new RunControl());
    assertThat(report.differences()).isEmpty();
    assertThat(report.users().pending()).isZero();
    return report;
  }

  /** The same move to an empty target of that name. */
  public static MoveConfig toOther(MoveConfig config, String name) {
    SpannerConfig other = EmbeddedSpanner.shared().createDatabase(name, List.of());
    try (SpannerDatabase database = SpannerDatabase.open(other)) {
      SpannerSchema.current().withoutChangeStream().plus(LedgerSchema.tables()).apply(database);
    }
    return new MoveConfig(config.shards(), config.tokenserver(), other, other, config.policy());
  }

  /** All users that the ledger knows, in the order of their keys. */
  public static List<UserEntry> users(SpannerDatabase database) {
    var ledger = new Ledger(database);
    var all = new ArrayList<UserEntry>();
    Optional<UserKey> after = Optional.empty();
    for (var page = ledger.usersAfter(after, Optional.empty());
        !page.isEmpty();
        page = ledger.usersAfter(after, Optional.empty())) {
      all.addAll(page);
      after = Optional.of(page.get(page.size() - 1).key());
    }
    return all;
  }
}
