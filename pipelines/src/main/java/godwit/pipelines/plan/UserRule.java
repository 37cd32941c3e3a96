package godwit.pipelines.plan;

import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.tokenserver.Assignment;
import org.jspecify.annotations.Nullable;

/** Decides what a run does with a user. Pure: everything it needs is handed in. */
final class UserRule {
  private UserRule() {}

  /**
   * What a run does with a user.
   *
   * @param kind copy, skip or fail
   * @param reason why it is skipped, as counted in reports; empty otherwise
   * @param cause why it cannot be moved; null otherwise
   */
  record Verdict(Kind kind, String reason, @Nullable Cause cause) {
    /** The three kinds. */
    enum Kind {
      COPY,
      SKIP,
      FAIL
    }

    static final Verdict COPY = new Verdict(Kind.COPY, "", null);

    static Verdict skip(String reason) {
      return new Verdict(Kind.SKIP, reason, null);
    }

    static Verdict fail(Cause cause) {
      return new Verdict(Kind.FAIL, "", cause);
    }
  }

  /** Whether the tokenserver lets the user move; COPY means yes. */
  static Verdict byAssignment(Assignment assignment) {
    return switch (assignment.kind()) {
      case CURRENT -> Verdict.COPY;
      case NO_ROW -> Verdict.fail(Cause.NO_ASSIGNMENT);
      case BAD_CLIENT_STATE -> Verdict.fail(Cause.BAD_CLIENT_STATE);
      case BAD_EMAIL -> Verdict.fail(Cause.BAD_EMAIL);
      case OTHER_NODE -> Verdict.skip("other node");
      case REPLACED -> Verdict.skip("replaced");
      case RETIRED -> Verdict.skip("retired");
      case SUPERSEDED -> Verdict.skip("superseded");
    };
  }

  /**
   * What to do with a user who may move.
   *
   * @param known what the ledger knows, or null if no run has planned the user yet
   * @param present whether the target holds rows of the user
   * @param vector the source's times now
   * @param retryDead whether dead rows are to be tried again although nothing changed
   */
  static Verdict byLedger(
      @Nullable UserEntry known, boolean present, SourceVector vector, boolean retryDead) {
    if (known == null) {
      return present ? Verdict.fail(Cause.TARGET_NOT_EMPTY) : Verdict.COPY;
    }
    if (!known.state().mayBeCopied()) {
      return Verdict.skip(known.state().name().toLowerCase(java.util.Locale.ROOT));
    }
    boolean same = known.state().isCopied() && vector.equals(known.vector());
    boolean retry = retryDead && known.counts().dead() > 0;
    return same && !retry ? Verdict.skip("unchanged") : Verdict.COPY;
  }
}
