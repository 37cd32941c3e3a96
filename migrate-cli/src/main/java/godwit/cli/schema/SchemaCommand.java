package godwit.cli.schema;

import godwit.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of schema commands. */
@Command(
    name = "schema",
    description = "Print, apply or check the target's schema and the ledger's tables.",
    synopsisSubcommandLabel = "print|apply|check")
public final class SchemaCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** The group with its commands. */
  public static picocli.CommandLine line(Session session) {
    return new picocli.CommandLine(new SchemaCommand())
        .addSubcommand(new SchemaPrintCommand(session))
        .addSubcommand(new SchemaApplyCommand(session))
        .addSubcommand(new SchemaCheckCommand(session));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say print, apply or check.");
  }
}
