package godwit.cli.schema;

import godwit.cli.option.ConfigMixin;
import godwit.cli.option.ExecuteMixin;
import godwit.cli.output.Amounts;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.run.MoveConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Adds to the databases what is missing in them. */
@Command(
    name = "apply",
    description =
        "Add what is missing in the target and the ledger. Drops and alters nothing; doing it twice"
            + " is harmless. On an emulator, missing databases are created too.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit schema apply             print the statements that would be run",
      "  godwit schema apply --execute   run them"
    })
final class SchemaApplyCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ConfigMixin config = new ConfigMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();

  SchemaApplyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    MoveConfig move = config.load(session).move();
    session.beginWork();
    List<Applied> applied = new ArrayList<>();
    SchemaDatabases.of(move)
        .forEach((database, schema) -> applied.add(Applied.to(database, schema, execute.acts())));
    String text = String.join("\n", applied.stream().map(this::text).toList());
    Map<String, Object> report = Map.of("databases", applied);
    return session.finish(
        "schema apply",
        execute.acts()
            ? Result.of(ExitCode.DONE, report, text)
            : Result.dryRun(report, "Dry run: nothing was changed.\n" + text));
  }

  private String text(Applied applied) {
    StringBuilder text = new StringBuilder(applied.database()).append('\n');
    if (applied.statements().isEmpty() && applied.collections().isEmpty()) {
      text.append("  nothing is missing\n");
    }
    String verb = execute.acts() ? "  ran" : "  would run";
    if (!applied.statements().isEmpty()) {
      text.append("%s %s%n".formatted(verb, Amounts.of(applied.statements().size(), "statement")));
      applied.statements().forEach(sql -> text.append(sql.indent(4)));
    }
    if (!applied.collections().isEmpty()) {
      text.append("%s inserts for %s%n".formatted(verb, String.join(", ", applied.collections())));
    }
    applied.notes().forEach(note -> text.append("  note: ").append(note).append('\n'));
    return text.toString();
  }
}
