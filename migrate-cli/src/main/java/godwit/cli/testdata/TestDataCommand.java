package godwit.cli.testdata;

import godwit.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of test data commands. */
@Command(
    name = "testdata",
    description = "Make users nobody has ever been, and know the truth about them.",
    synopsisSubcommandLabel = "generate|load|plant|servers")
public final class TestDataCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** The group with its commands. */
  public static picocli.CommandLine line(Session session) {
    return new picocli.CommandLine(new TestDataCommand())
        .addSubcommand(new TestDataGenerateCommand(session))
        .addSubcommand(new TestDataLoadCommand(session))
        .addSubcommand(new TestDataPlantCommand(session))
        .addSubcommand(new TestDataServersCommand(session));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say generate, load, plant or servers.");
  }
}
