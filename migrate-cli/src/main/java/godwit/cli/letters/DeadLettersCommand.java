package godwit.cli.letters;

import godwit.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of dead letter commands. */
@Command(
    name = "dead-letters",
    description = "List, show and replay what could not be moved.",
    synopsisSubcommandLabel = "list|show|replay")
public final class DeadLettersCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** The group with its commands. */
  public static picocli.CommandLine line(Session session) {
    return new picocli.CommandLine(new DeadLettersCommand())
        .addSubcommand(new DeadLettersListCommand(session))
        .addSubcommand(new DeadLettersShowCommand(session))
        .addSubcommand(new DeadLettersReplayCommand(session));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say list, show or replay.");
  }
}
