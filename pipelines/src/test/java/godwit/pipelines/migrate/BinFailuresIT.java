package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.UserKey;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.CopyCommit;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.pipelines.plan.Planner;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.storage.CommitLimits;
import godwit.storage.StorageException;
import godwit.storage.Write;
import godwit.testdata.Shares;
import godwit.testdata.Workload;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is called failed when a piece of work goes wrong, and who is not. */
class BinFailuresIT {
  private static int number;
  private static Rehearsal rehearsal;
  private static MoveConfig config;

  private String runId = "";
  private Connections connections;
  private Ledger ledger;

  @BeforeAll
  static void load() {
    rehearsal = Rehearsal.of(Workload.of(21, 12).withMedianRows(30).withShares(Shares.none()));
    config =
        rehearsal.config(new CopyPolicy(new CommitLimits(2_000, 4_000_000, 7), 9_000_000, 9_000));
  }

  @BeforeEach
  void plan() {
    runId = "failures-" + ++number;
    connections = Connections.acquire(runId, config);
    ledger = connections.ledger();
    Planner.execute(connections, runId, Scope.ALL);
  }

  @AfterEach
  void disconnect() {
    connections.close();
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  /** Commits, after something else has happened. */
  private abstract class Interfering extends Committer {
    private int commits;

    Interfering() {
      super(connections.target(), ledger, true);
    }

    abstract void before(int commit, CopyCommit work);

    @Override
    void commit(List<Write> writes, CopyCommit work) {
      before(++commits, work);
      super.commit(writes, work);
    }
  }

  private void copy(Committer committer) {
    var context = new RunContext(runId, connections.control(), Clock.systemUTC());
    ledger
        .binsAfter(runId, -1)
        .forEach(bin -> new BinCopier(connections, context, committer).copy(bin));
  }

  private List<UserEntry> users() {
    return Move.users(rehearsal.database());
  }

  private List<DeadLetter> letters() {
    return ledger.deadLettersAfter(Optional.empty());
  }

  /** The commit that fails is noticed while a later user is read, whose fault it is not. */
  @Test
  void commitThatFails_endsThePieceAndIsNoUsersFault() {
    var failing =
        new Interfering() {
          @Override
          void before(int commit, CopyCommit work) {
            if (commit > 2) {
              throw new StorageException(StorageException.Kind.BROKEN, "the target broke");
            }
          }
        };
    assertThatThrownBy(() -> copy(failing))
        .isInstanceOf(StorageException.class)
        .hasMessage("the target broke");
    assertThat(users()).noneMatch(user -> user.state() == UserState.FAILED);
    assertThat(letters()).isEmpty();
    copy(new Committer(connections.target(), ledger, true));
    assertThat(users()).allMatch(user -> user.state() == UserState.COPIED);
  }

  /** The same piece given to two workers: the slower one must not undo what the other did. */
  @Test
  void straggler_doesNotFailAUserThatIsComplete() {
    Move.users(rehearsal.database());
    var overtaken =
        new Interfering() {
          @Override
          void before(int commit, CopyCommit work) {
            if (commit == 1) {
              copy(new Committer(connections.target(), ledger, true));
            }
          }
        };
    copyAnew();
    copy(overtaken);
    assertThat(users()).allMatch(user -> user.state() == UserState.COPIED);
    assertThat(letters()).isEmpty();
  }

  /** Empties the target and plans everybody again. */
  private void copyAnew() {
    var target = new godwit.pipelines.TargetRows(rehearsal.database());
    users().forEach(user -> target.delete(user.key()));
    ledger.plan(users().stream().map(this::planned).toList());
  }

  private UserEntry planned(UserEntry user) {
    return new UserEntry(
        user.key(),
        UserState.PLANNED,
        runId,
        1,
        user.shard(),
        user.uid(),
        user.planned(),
        null,
        godwit.pipelines.ledger.RowCounts.NONE,
        null,
        null);
  }

  @Test
  void ledger_failsOnlyTheAttemptThatIsUnderWay() {
    copyAnew();
    UserEntry planned = users().get(0);
    UserEntry claimed = ledger.claim(planned).orElseThrow();
    ledger.fail(planned, letter(planned));
    assertThat(state(planned.key())).isEqualTo(UserState.PLANNED);
    ledger.fail(claimed, letter(claimed));
    assertThat(state(planned.key())).isEqualTo(UserState.FAILED);
    ledger.clearDeadLetters(planned.shard(), planned.uid());
  }

  private UserState state(UserKey user) {
    return ledger.users(Set.of(user)).values().iterator().next().state();
  }

  private DeadLetter letter(UserEntry user) {
    return new DeadLetter(
        runId,
        user.shard(),
        user.uid(),
        user.key(),
        "",
        "",
        0,
        Cause.USER_FAILED,
        "a detail",
        user.attempt(),
        Instant.EPOCH);
  }
}
