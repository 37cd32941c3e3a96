package godwit.cli.report;

import godwit.cli.output.Amounts;
import godwit.cli.output.TextTable;
import godwit.pipelines.deadletter.DeadLetter;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Dead letters, and what can be done about them. */
public final class LetterText {
  private LetterText() {}

  /** One line for each, and for each cause what helps. */
  public static String list(List<DeadLetter> letters) {
    if (letters.isEmpty()) {
      return "no dead letters\n";
    }
    TextTable table = new TextTable("from", "cause", "collection", "record", "records", "tries");
    for (DeadLetter letter : letters) {
      table.row(
          letter.shard() + ":" + letter.uid(),
          letter.cause().name(),
          letter.collection(),
          letter.id(),
          letter.rows(),
          letter.attempts());
    }
    StringBuilder text = new StringBuilder(table.print(""));
    text.append("\n%s. What helps:%n".formatted(Amounts.of(letters.size(), "dead letter")));
    new TreeSet<>(letters.stream().map(DeadLetter::cause).toList())
        .forEach(cause -> text.append("  %s: %s%n".formatted(cause, cause.remedy())));
    return text.toString();
  }

  /** Everything that is known of one. */
  public static String show(DeadLetter letter, String user, String replay) {
    String where =
        letter.collection().isEmpty()
            ? "the whole user"
            : letter.id().isEmpty()
                ? "collection " + letter.collection()
                : "record " + letter.id() + " of collection " + letter.collection();
    return """
        %s: %s
          user      %s, uid %d on %s
          what      %s, %s
          why       %s
          tried     %s, last at %s by %s
          remedy    %s
          replay    %s
        """
        .formatted(
            letter.cause(),
            letter.cause().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            user,
            letter.uid(),
            letter.shard(),
            where,
            Amounts.of(letter.rows(), "record"),
            letter.detail(),
            Amounts.of(letter.attempts(), "time"),
            letter.at(),
            letter.runId(),
            letter.cause().remedy(),
            replay);
  }
}
