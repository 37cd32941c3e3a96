package godwit.cli.schema;

import godwit.cli.option.ConfigMixin;
import godwit.cli.output.Amounts;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.run.MoveConfig;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.schema.Deviation;
import godwit.storage.spanner.schema.SpannerSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Names each place where a database is not what the schema says. */
@Command(
    name = "check",
    description = "Compare the target and the ledger with the schema. Ends with 5 if they differ.",
    footerHeading = "%nExample:%n",
    footer = "  godwit schema check --output json")
final class SchemaCheckCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ConfigMixin config = new ConfigMixin();

  SchemaCheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    MoveConfig move = config.load(session).move();
    session.beginWork();
    List<Checked> checked = new ArrayList<>();
    SchemaDatabases.of(move).forEach((database, schema) -> checked.add(check(database, schema)));
    boolean good = checked.stream().allMatch(one -> one.deviations().isEmpty());
    String text = String.join("", checked.stream().map(SchemaCheckCommand::text).toList());
    return session.finish(
        "schema check",
        Result.of(good ? ExitCode.DONE : ExitCode.DIFFERENCES, Map.of("databases", checked), text));
  }

  private static Checked check(SpannerConfig config, SpannerSchema schema) {
    try (SpannerDatabase database = SpannerDatabase.open(config)) {
      database.verifyReachable();
      return new Checked(config.path(), schema.check(database));
    }
  }

  private static String text(Checked checked) {
    StringBuilder text = new StringBuilder(checked.database()).append('\n');
    if (checked.deviations().isEmpty()) {
      return text.append("  is what the schema says\n").toString();
    }
    text.append("  %s%n".formatted(Amounts.of(checked.deviations().size(), "deviation")));
    checked.deviations().forEach(one -> text.append("  ").append(one).append('\n'));
    return text.toString();
  }

  /** The JSON of one database. */
  record Checked(String database, List<Deviation> deviations) {}
}
