package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.pipelines.CuttingProxy;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.TargetContent;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.CommitLimits;
import godwit.storage.StorageException;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import godwit.testdata.Workload;
import godwit.testdata.server.EmbeddedMySql;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Connections to both sides are cut while users move. {@code -Dgodwit.cut.seed} repeats the
 * moments.
 */
class LostConnectionsIT {
  private static final long SEED = Long.getLong("godwit.cut.seed", System.nanoTime());
  private static final int CUTS = 5;

  private static Rehearsal rehearsal;
  private static CuttingProxy mysql;
  private static CuttingProxy spanner;
  private static MoveConfig config;

  @BeforeAll
  static void load() throws IOException {
    System.err.println("-Dgodwit.cut.seed=" + SEED);
    rehearsal = Rehearsal.of(Workload.of(41, 60).withMedianRows(60).withHoarders(3_000, 3_000));
    mysql = CuttingProxy.before(EmbeddedMySql.shared().port());
    String host = Objects.requireNonNull(rehearsal.config().target().emulatorHost());
    spanner = CuttingProxy.before(Integer.parseInt(host.substring(host.indexOf(':') + 1)));
    config =
        throughProxies(
            rehearsal.config(
                new CopyPolicy(new CommitLimits(20_000, 4_000_000, 100), 100_000, 1_000)));
  }

  private static MoveConfig throughProxies(MoveConfig direct) {
    List<ShardConfig> shards =
        direct.shards().stream()
            .map(shard -> new ShardConfig(shard.name(), shard.node(), through(shard.database())))
            .toList();
    SpannerConfig target = direct.target();
    var proxied =
        new SpannerConfig(
            target.project(), target.instance(), target.database(), "127.0.0.1:" + spanner.port());
    return new MoveConfig(shards, through(direct.tokenserver()), proxied, proxied, direct.policy());
  }

  private static MySqlConfig through(MySqlConfig direct) {
    String server = ":" + EmbeddedMySql.shared().port() + "/";
    String url = direct.url().replace(server, ":" + mysql.port() + "/");
    return new MySqlConfig(url, direct.user(), direct.password(), direct.maxConnections());
  }

  @AfterAll
  static void close() throws IOException {
    mysql.close();
    spanner.close();
    rehearsal.close();
  }

  @Test
  void cutConnections_loseNothing() {
    var random = new Random(SEED);
    var done = new AtomicInteger();
    int failures = 0;
    for (int run = 0; run < CUTS && !completes(random, done); run++) {
      failures++;
    }
    System.err.println(done + " cuts, " + failures + " runs failed");
    assertThat(done.get()).isPositive();
    mysql.cut(0);
    spanner.cut(0);
    assertThat(Move.migrate(config).rows().read()).isZero();
    Move.verifyEqual(config);
    TargetContent content = TargetContent.of(rehearsal.database());
    assertThat(content.recounted()).isEqualTo(content.collections());
  }

  /** One run, cut now and then; it may fail, but only with one clear sentence. */
  private static boolean completes(Random random, AtomicInteger done) {
    var control = new RunControl();
    ScheduledExecutorService cutter = Executors.newSingleThreadScheduledExecutor();
    try {
      cutNext(cutter, control, random, done);
      MigrateReport report = MigratePipeline.run(config, Scope.ALL, List.of(), control);
      assertThat(report.balanced()).isTrue();
      assertThat(report.users().failed()).isZero();
      return true;
    } catch (StorageException e) {
      System.err.println(control.phase() + ": " + e.getMessage());
      assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n");
      return false;
    } finally {
      cutter.shutdownNow();
    }
  }

  /** Waits for the run to come some rows further, and cuts one side or both. */
  private static void cutNext(
      ScheduledExecutorService cutter, RunControl control, Random random, AtomicInteger done) {
    long rows = control.done().rows() + random.nextInt(1_500);
    int sides = 1 + random.nextInt(3);
    int refuse = random.nextInt(6);
    Runnable look =
        new Runnable() {
          @Override
          public void run() {
            if (control.done().rows() < rows || !control.phase().equals("copying")) {
              var unused = cutter.schedule(this, 2, TimeUnit.MILLISECONDS);
              return;
            }
            if ((sides & 1) != 0) {
              mysql.cut(refuse);
            }
            if ((sides & 2) != 0) {
              spanner.cut(refuse);
            }
            if (done.incrementAndGet() < CUTS) {
              cutNext(cutter, control, random, done);
            }
          }
        };
    look.run();
  }

  /** A target that stays away: minutes, so not for every build. */
  @Test
  @EnabledIfSystemProperty(named = "godwit.long", matches = "true")
  void targetGoneForGood_endsTheRun() throws IOException {
    MoveConfig other =
        throughProxies(Move.toOther(rehearsal.config(), "gone-" + ProcessHandle.current().pid()));
    var control = new RunControl();
    ScheduledExecutorService cutter = Executors.newSingleThreadScheduledExecutor();
    var unused =
        cutter.scheduleAtFixedRate(
            () -> {
              if (control.done().rows() > 500) {
                spanner.cut(Integer.MAX_VALUE);
              }
            },
            0,
            2,
            TimeUnit.MILLISECONDS);
    long start = System.nanoTime();
    try {
      assertThatThrownBy(() -> MigratePipeline.run(other, Scope.ALL, List.of(), control))
          .isInstanceOf(StorageException.class);
    } finally {
      cutter.shutdownNow();
      spanner.cut(0);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.err.println("gave up after " + took);
    assertThat(took).isLessThan(Duration.ofMinutes(6));
    assertThat(Move.migrate(other).balanced()).isTrue();
    Move.verifyEqual(other);
  }
}
