package godwit.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.CuttingProxy;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.audit.AuditPipeline;
import godwit.pipelines.audit.AuditReport;
import godwit.pipelines.audit.AuditSettings;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.quota.QuotaPipeline;
import godwit.pipelines.quota.QuotaReport;
import godwit.pipelines.quota.QuotaSettings;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.mysql.MySqlConfig;
import godwit.testdata.Workload;
import godwit.testdata.server.EmbeddedMySql;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that is asked to end while its shard is away ends with what it has counted. */
class StoreAwayIT {
  private static final int USERS = 200;

  @SuppressWarnings("NullAway.Init")
  private Rehearsal rehearsal;

  @SuppressWarnings("NullAway.Init")
  private CuttingProxy proxy;

  @BeforeEach
  void load() throws IOException {
    rehearsal = Rehearsal.of(Workload.of(51, USERS).withShards(1).withMedianRows(20));
    proxy = CuttingProxy.before(EmbeddedMySql.shared().port());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    rehearsal.close();
  }

  private StoreScope scope() {
    MoveConfig direct = rehearsal.config();
    ShardConfig shard = direct.shards().get(0);
    MySqlConfig database = shard.database();
    String server = ":" + EmbeddedMySql.shared().port() + "/";
    var through =
        new MySqlConfig(
            database.url().replace(server, ":" + proxy.port() + "/"),
            database.user(),
            database.password(),
            1);
    return new StoreScope(
        new MoveConfig(
            List.of(new ShardConfig(shard.name(), shard.node(), through)),
            direct.tokenserver(),
            direct.target(),
            direct.ledger(),
            direct.policy()),
        List.of(shard.name()),
        false);
  }

  private Instant now() {
    return rehearsal.loaded().workload().now();
  }

  /** Takes the shard away once some users were seen, and asks the run to end. */
  private <T> T cutShort(Function<RunControl, T> run) {
    var control = new RunControl();
    CompletableFuture<T> report = CompletableFuture.supplyAsync(() -> run.apply(control));
    await(report, () -> control.done().users() > 0);
    proxy.cut(Integer.MAX_VALUE);
    await(report, () -> control.waitReason().startsWith("the source is away"));
    control.stop();
    return report.orTimeout(2, TimeUnit.MINUTES).join();
  }

  private static void await(
      CompletableFuture<?> run, java.util.function.BooleanSupplier condition) {
    while (!run.isDone() && !condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void audit_endsWithWhatWasCounted() {
    var settings = new AuditSettings(now(), TombstonePolicy.DEFAULT, QuotaRule.DEFAULT, 9, false);

    AuditReport report =
        cutShort(control -> AuditPipeline.run(scope(), settings, List.of(), control));

    assertThat(report.interrupted()).isTrue();
    assertThat(report.balanced()).isTrue();
    assertThat(report.users()).isPositive().isLessThan(USERS);
  }

  @Test
  void quotaReport_endsWithWhatWasCounted() {
    QuotaSettings settings = QuotaSettings.report(QuotaRule.DEFAULT, List.of(), now());

    QuotaReport report =
        cutShort(control -> QuotaPipeline.run(scope(), settings, List.of(), control));

    assertThat(report.interrupted()).isTrue();
    assertThat(report.users()).isPositive().isLessThan(USERS);
  }
}
