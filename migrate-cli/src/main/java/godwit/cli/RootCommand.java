package godwit.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself: does nothing but hold the verbs. */
@Command(
    name = "godwit",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Moves Firefox Sync users from MySQL shards to Cloud Spanner, and proves that they"
            + " arrived.",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0 done              4 finished with dead letters",
      "  1 internal error    5 differences found",
      "  2 usage error       6 interrupted; the same command continues",
      "  3 precondition      7 stopped by a guard",
      "",
      "Nothing is changed without --execute. Start with: godwit demo"
    })
final class RootCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
