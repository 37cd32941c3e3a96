package godwit.cli.report;

import godwit.cli.output.Amounts;
import godwit.cli.output.TextTable;
import godwit.cli.session.ExitCode;
import godwit.pipelines.plan.PlanReport;
import java.util.List;

/** What a run would do, in words. */
public final class PlanText {
  private PlanText() {}

  /** How it ended. */
  public static ExitCode exit(PlanReport plan) {
    return plan.interrupted() ? ExitCode.INTERRUPTED : ExitCode.DONE;
  }

  /** The whole plan. */
  public static String of(PlanReport plan) {
    StringBuilder text = new StringBuilder();
    if (plan.interrupted()) {
      text.append("STOPPED EARLY: the figures below are of those who were looked at.\n");
    }
    text.append(summary(plan)).append('\n');
    text.append(shards(plan));
    append(text, "\nObstacles\n", obstacles(plan));
    append(text, "\nCollections\n", collections(plan));
    return text.toString();
  }

  /** How much there is to do, without details. */
  public static String summary(PlanReport plan) {
    PlanReport.Users users = plan.users();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s looked at: %s to copy, %s skipped, %s cannot be moved%n"
            .formatted(
                Amounts.of(users.planned(), "user"),
                Amounts.count(users.copy()),
                Amounts.count(users.skippedTotal()),
                Amounts.count(users.failedTotal())));
    reasons(text, "skipped", users.skipped());
    reasons(text, "cannot be moved", users.failed());
    text.append(
        "%s, %s, in about %s, %s and %s%n"
            .formatted(
                Amounts.of(plan.rows(), "record"),
                Amounts.bytes(plan.bytes()),
                Amounts.of(plan.bins(), "piece"),
                Amounts.of(plan.commits(), "commit"),
                Amounts.of(plan.mutations(), "mutation")));
    text.append("about %s with one writer".formatted(Amounts.seconds(plan.seconds())));
    if (plan.hoarders() > 0) {
      text.append("; ").append(Amounts.of(plan.hoarders(), "hoarder")).append(" cut into parts");
    }
    return text.append('\n').toString();
  }

  static void reasons(StringBuilder text, String what, java.util.Map<String, Long> counts) {
    counts.forEach(
        (reason, count) ->
            text.append("  %s: %s (%s)%n".formatted(what, reason, Amounts.count(count))));
  }

  private static String shards(PlanReport plan) {
    TextTable table = new TextTable("shard", "users", "records", "bytes", "what it is");
    for (PlanReport.Shard shard : plan.shards()) {
      table.row(
          shard.name(), shard.users(), shard.rows(), Amounts.bytes(shard.bytes()), shard.dialect());
    }
    return table.print("  ");
  }

  private static String obstacles(PlanReport plan) {
    TextTable table = new TextTable("obstacle", "shard", "users", "records", "example");
    for (PlanReport.Obstacle obstacle : plan.obstacles()) {
      table.row(
          obstacle.kind(), obstacle.shard(), obstacle.users(), obstacle.rows(), obstacle.example());
    }
    return table.isEmpty() ? "" : table.print("  ");
  }

  private static String collections(PlanReport plan) {
    StringBuilder text = new StringBuilder();
    lines(text, "gets an id: ", plan.collections().allocate());
    lines(text, "one id, several names: ", plan.collections().clashes());
    lines(text, "names that differ in case only: ", plan.collections().caseVariants());
    return text.toString();
  }

  private static void lines(StringBuilder text, String what, List<String> names) {
    names.forEach(name -> text.append("  ").append(what).append(name).append('\n'));
  }

  private static void append(StringBuilder text, String head, String body) {
    if (!body.isEmpty()) {
      text.append(head).append(body);
    }
  }
}
