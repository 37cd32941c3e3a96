package godwit.cli.letters;

import godwit.cli.option.ConfigMixin;
import godwit.cli.option.LetterMixin;
import godwit.cli.report.LetterText;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.run.MoveConfig;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters. */
@Command(
    name = "list",
    description = "List what could not be moved, and what can be done about it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit dead-letters list",
      "  godwit dead-letters list --cause OVERSIZE --output json"
    })
final class DeadLettersListCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ConfigMixin config = new ConfigMixin();
  @Mixin private final LetterMixin letters = new LetterMixin();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many to list. Default: ${DEFAULT-VALUE}.")
  private int limit;

  DeadLettersListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw Failure.usage("--limit: " + limit + " is below 1.");
    }
    MoveConfig move = config.load(session).move();
    List<DeadLetter> found = Letters.read(session, move, letters.filter(move), limit);
    return session.finish(
        "dead-letters list",
        Result.of(ExitCode.DONE, Letters.report(session, found), LetterText.list(found)));
  }
}
