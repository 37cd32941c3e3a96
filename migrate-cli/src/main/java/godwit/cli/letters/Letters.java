package godwit.cli.letters;

import godwit.cli.job.Resume;
import godwit.cli.session.Session;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.ledger.DeadLetterLog;
import godwit.pipelines.ledger.DeadLetterLog.Filter;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.run.MoveConfig;
import godwit.storage.spanner.SpannerDatabase;
import java.util.List;
import java.util.Map;

/** Reads dead letters from the ledger. */
final class Letters {
  private Letters() {}

  static List<DeadLetter> read(Session session, MoveConfig move, Filter filter, int most) {
    session.beginWork();
    try (SpannerDatabase database = SpannerDatabase.open(move.ledger())) {
      database.verifyReachable();
      return new DeadLetterLog(new Ledger(database)).list(filter, most);
    }
  }

  /** The command that tries the letter's user again. */
  static String replay(Session session, DeadLetter letter) {
    return new Resume(session, "dead-letters replay --execute")
        .words(List.of("--shard", letter.shard(), "--uid", Long.toString(letter.uid())))
        .line();
  }

  /** The JSON of a list: the letters, each with what helps. */
  static Map<String, Object> report(Session session, List<DeadLetter> letters) {
    return Map.of(
        "deadLetters",
        letters.stream()
            .map(letter -> new View(letter, letter.cause().remedy(), replay(session, letter)))
            .toList());
  }

  /**
   * A letter for machines.
   *
   * @param letter itself
   * @param remedy what an operator can do
   * @param replay the command that tries again
   */
  record View(
      @com.fasterxml.jackson.annotation.JsonUnwrapped DeadLetter letter,
      String remedy,
      String replay) {}
}
