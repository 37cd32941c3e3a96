package godwit.cli.bench;

import godwit.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of measurements. */
@Command(
    name = "bench",
    description = "Measure on made data and servers of this machine.",
    synopsisSubcommandLabel = "copy|purge|serve")
public final class BenchCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** The group with its commands. */
  public static picocli.CommandLine line(Session session) {
    return new picocli.CommandLine(new BenchCommand())
        .addSubcommand(new BenchCopyCommand(session))
        .addSubcommand(new BenchPurgeCommand(session))
        .addSubcommand(new BenchServeCommand(session));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say copy, purge or serve.");
  }
}
