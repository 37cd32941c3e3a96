package godwit.cli;

import godwit.cli.job.Resume;
import godwit.cli.job.Watched;
import godwit.cli.option.ConfigMixin;
import godwit.cli.option.ScopeMixin;
import godwit.cli.report.PlanText;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.plan.PlanReport;
import godwit.pipelines.plan.Planner;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.MoveConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at everything and changes nothing. */
@Command(
    name = "plan",
    description = "Say what a move would do, how long it takes and what stands in its way.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit plan                             the whole move",
      "  godwit plan --shard shard-1             one shard",
      "  godwit plan --percent 0:5 --output json a twentieth of all accounts, for a script"
    })
final class PlanCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ConfigMixin config = new ConfigMixin();
  @Mixin private final ScopeMixin filters = new ScopeMixin();

  PlanCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    MoveConfig move = config.load(session).move();
    Scope scope = filters.scope(session, move);
    PlanReport plan = Watched.call(session, control -> Planner.preview(move, scope, control));
    if (plan.interrupted()) {
      session.say("Stopped before everybody was looked at. Begin anew with: " + again());
    }
    return session.finish("plan", Result.of(PlanText.exit(plan), plan, PlanText.of(plan)));
  }

  private String again() {
    return new Resume(session, "plan").words(config.words()).words(filters.words()).line();
  }
}
