package godwit.cli.demo;

import godwit.cli.output.Amounts;
import godwit.cli.output.ProgressLine;
import godwit.cli.report.MigrateText;
import godwit.cli.report.PlanText;
import godwit.cli.report.VerifyText;
import godwit.cli.schema.Applied;
import godwit.cli.schema.SchemaDatabases;
import godwit.cli.servers.LocalServers;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.plan.PlanReport;
import godwit.pipelines.plan.Planner;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.verify.VerifyPipeline;
import godwit.pipelines.verify.VerifyReport;
import godwit.pipelines.verify.VerifySettings;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.SpannerTarget;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedWorkload;
import godwit.testdata.load.ProgressListener;
import godwit.testdata.load.ServerTarget;
import godwit.testdata.load.TestDataLoad;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A whole move on made data: the same calls that the commands make, one after the other. */
public final class Demo {
  private static final int STEPS = 8;
  private static final String SCHEMA_PREFIX = "godwit";

  private final Session session;
  private final Workload workload;
  private final Steps steps;
  private long records;
  private @Nullable MigrateReport migrated;
  private @Nullable MigrateReport again;
  private @Nullable VerifyReport verified;

  /** A demo that has not begun. */
  public Demo(Session session, Workload workload) {
    this.session = session;
    this.workload = workload;
    this.steps = new Steps(session, STEPS);
  }

  /** Starts servers as the first step. */
  public <T> T startServers(Callable<T> start, Function<T, LocalServers> addresses)
      throws Exception {
    return steps.take(
        "servers",
        "Start a MySQL-compatible server and a Spanner emulator",
        start,
        done -> ExitCode.DONE,
        started -> {
          LocalServers servers = addresses.apply(started);
          return "MySQL at %s, Spanner at %s".formatted(servers.mysqlUrl(), servers.spannerHost());
        });
  }

  /**
   * Takes all other steps.
   *
   * @return the configuration that was used, for whoever wants to go on with it
   */
  public MoveConfig move(LocalServers servers, String databaseName) throws Exception {
    SpannerConfig target = servers.database(databaseName);
    LoadedWorkload loaded = load(servers);
    MoveConfig move = MadeMove.of(loaded, servers.mysqlUser(), servers.passwordRef(), target);
    applySchema(target);
    plan(move);
    rehearse(move);
    migrated = migrate(move, "migrate", "Move them: godwit migrate --execute");
    again = migrate(move, "migrate again", "Move them once more: only what has changed is copied");
    verify(move);
    return move;
  }

  private LoadedWorkload load(LocalServers servers) throws Exception {
    ServerTarget into =
        new ServerTarget(
            servers.mysqlUrl(), servers.mysqlUser(), servers.password(), SCHEMA_PREFIX);
    return steps.take(
        "load",
        "Invent people and load them into two shards and a tokenserver",
        () -> TestDataLoad.load(workload, into, ProgressListener.SILENT),
        done -> ExitCode.DONE,
        loaded -> {
          records = loaded.records();
          return "%s with %s: live, expired and deleted ones, some in collections of their own"
              .formatted(
                  Amounts.of(workload.users(), "person").replace("persons", "people"),
                  Amounts.of(records, "record"));
        });
  }

  private void applySchema(SpannerConfig target) throws Exception {
    steps.take(
        "schema apply",
        "Prepare the target: godwit schema apply --execute",
        // Nobody reads the change stream here, and it makes an emulator several times slower.
        () -> Applied.to(target, SchemaDatabases.whole().withoutChangeStream(), true),
        done -> ExitCode.DONE,
        applied ->
            "%s run; the change stream is left out, which makes an emulator slow"
                .formatted(Amounts.of(applied.statements().size(), "statement")));
  }

  private void plan(MoveConfig move) throws Exception {
    steps.take(
        "plan",
        "Look before moving: godwit plan",
        () -> watched(control -> Planner.preview(move, Scope.ALL, control)),
        done -> ExitCode.DONE,
        PlanText::of);
  }

  private void rehearse(MoveConfig move) throws Exception {
    steps.take(
        "dry run",
        "Rehearse: godwit migrate, without --execute",
        () -> {
          PlanReport plan = watched(control -> Planner.preview(move, Scope.ALL, control));
          if (!isEmpty(move.target())) {
            throw new Failure(ExitCode.STOPPED, "The dry run has written to the target.", null);
          }
          return plan;
        },
        done -> ExitCode.DONE,
        plan ->
            "%s would be copied; the target is still empty, as it should be"
                .formatted(Amounts.of(plan.users().copy(), "user")));
  }

  private MigrateReport migrate(MoveConfig move, String name, String title) throws Exception {
    return steps.take(
        name,
        title,
        () -> watched(control -> MigratePipeline.run(move, Scope.ALL, List.of(), control)),
        MigrateText::exit,
        MigrateText::of);
  }

  private void verify(MoveConfig move) throws Exception {
    VerifySettings settings = new VerifySettings(false, 1_000, session.showsKeys());
    verified =
        steps.take(
            "verify",
            "Prove it: godwit verify",
            () ->
                watched(
                    control -> VerifyPipeline.run(move, Scope.ALL, settings, List.of(), control)),
            VerifyText::exit,
            VerifyText::of);
  }

  private <T> T watched(Function<RunControl, T> work) {
    RunControl control = new RunControl();
    ProgressLine line = ProgressLine.start(session.err(), session.redraws(), control);
    try {
      return work.apply(control);
    } finally {
      line.close();
    }
  }

  private static boolean isEmpty(SpannerConfig target) {
    try (SpannerTarget rows = SpannerTarget.open(SpannerDatabase.open(target))) {
      return rows.stored("").isEmpty();
    }
  }

  /** The steps so far, and the reports that there are. */
  public DemoReport report(@Nullable String error) {
    return new DemoReport(
        workload.users(),
        workload.seed(),
        records,
        steps.taken(),
        migrated,
        again,
        verified,
        error);
  }
}
