package godwit.pipelines.ledger;

import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The dead letters that stand, whichever run wrote them. */
public final class DeadLetterLog {
  private final Ledger ledger;

  /** The dead letters of that ledger. */
  public DeadLetterLog(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Which dead letters are meant; null fields mean any.
   *
   * @param shard the shard's name
   * @param uid the user's key there
   * @param cause why
   * @param runId the run that last tried
   */
  public record Filter(
      @Nullable String shard, @Nullable Long uid, @Nullable Cause cause, @Nullable String runId) {
    /** All of them. */
    public static final Filter ANY = new Filter(null, null, null, null);

    /** Whether the letter is meant. */
    public boolean matches(DeadLetter letter) {
      return (shard == null || shard.equals(letter.shard()))
          && (uid == null || uid == letter.uid())
          && (cause == null || cause == letter.cause())
          && (runId == null || runId.equals(letter.runId()));
    }
  }

  /** The first dead letters that match, in the order of shard, uid, collection and id. */
  public List<DeadLetter> list(Filter filter, int most) {
    return list(filter::matches, most);
  }

  private List<DeadLetter> list(Predicate<DeadLetter> filter, int most) {
    List<DeadLetter> found = new ArrayList<>();
    Optional<DeadLetter> after = Optional.empty();
    for (List<DeadLetter> page = ledger.deadLettersAfter(after);
        !page.isEmpty() && found.size() < most;
        page = ledger.deadLettersAfter(after)) {
      page.stream().filter(filter).limit(most - found.size()).forEach(found::add);
      after = Optional.of(page.get(page.size() - 1));
    }
    return found;
  }
}
