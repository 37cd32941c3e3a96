package godwit.cli.letters;

import godwit.cli.option.ConfigMixin;
import godwit.cli.report.LetterText;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.model.UserKey;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.ledger.DeadLetterLog.Filter;
import godwit.pipelines.run.MoveConfig;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows all dead letters of one user. */
@Command(
    name = "show",
    description =
        "Show everything known about the dead letters of one user, except what they held.",
    footerHeading = "%nExample:%n",
    footer = "  godwit dead-letters show shard-1:4711")
final class DeadLettersShowCommand implements Callable<Integer> {
  private static final Pattern FORM = Pattern.compile("([^:]+):(\\d{1,18})");
  private static final int MOST = 1_000;

  private final Session session;

  @Mixin private final ConfigMixin config = new ConfigMixin();

  @Parameters(paramLabel = "SHARD:UID", description = "The user, as dead-letters list prints it.")
  private String user = "";

  DeadLettersShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var form = FORM.matcher(user);
    if (!form.matches()) {
      throw Failure.usage("Not a user: '" + user + "'; write SHARD:UID, such as shard-1:4711.");
    }
    MoveConfig move = config.load(session).move();
    Filter filter =
        new Filter(move.shard(form.group(1)).name(), Long.valueOf(form.group(2)), null, null);
    List<DeadLetter> found = Letters.read(session, move, filter, MOST);
    if (found.isEmpty()) {
      throw Failure.precondition("There is no dead letter of " + user + ".");
    }
    String text = String.join("\n", found.stream().map(this::text).toList());
    return session.finish(
        "dead-letters show", Result.of(ExitCode.DONE, Letters.report(session, found), text));
  }

  private String text(DeadLetter letter) {
    UserKey key = letter.user();
    String shown =
        key == null ? "without a key" : session.showsKeys() ? key.full() : key.shortened();
    return LetterText.show(letter, shown, Letters.replay(session, letter));
  }
}
