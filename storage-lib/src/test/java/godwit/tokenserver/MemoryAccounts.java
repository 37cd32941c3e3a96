package godwit.tokenserver;

import godwit.tokenserver.AccountPlan.Step;
import godwit.tokenserver.TokenserverRefusal.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Accounts in a list, all on one node that never is full. For one thread. */
public final class MemoryAccounts implements Accounts {
  public static final String NODE = "https://sync.example.org";
  private static final long NODE_ID = 1;

  private final AccountPolicy policy;
  private final List<AssignmentRow> rows = new ArrayList<>();
  private @Nullable RuntimeException failure;
  private long now = 1_000;

  public MemoryAccounts(AccountPolicy policy) {
    this.policy = policy;
  }

  /** All that is asked from now on fails. */
  public void failWith(RuntimeException failure) {
    this.failure = failure;
  }

  private void failIfTold() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public Placement place(AccountClaim claim) {
    failIfTold();
    String email = policy.email(claim.fxaUid());
    Account account = Account.of(rows.stream().filter(row -> row.email().equals(email)).toList());
    AccountPlan plan = AccountPlan.of(claim, account, true, policy.newUsersAllowed());
    if (plan.step() == Step.KEEP) {
      return new Placement(account.current().orElseThrow().uid(), NODE, plan.keys());
    }
    if (plan.step() == Step.UPDATE) {
      AssignmentRow current = account.current().orElseThrow();
      rows.replaceAll(row -> row.uid() == current.uid() ? withKeys(row, plan.keys()) : row);
      return new Placement(current.uid(), NODE, plan.keys());
    }
    long createdAt = account.createdAt(now++);
    change(email, row -> row.createdAt() < createdAt, row -> replaced(row, createdAt));
    AccountKeys keys = plan.keys();
    long uid = rows.size() + 1L;
    rows.add(
        new AssignmentRow(
            uid,
            email,
            keys.generation(),
            keys.clientState(),
            createdAt,
            null,
            NODE_ID,
            keys.keysChangedAt()));
    return new Placement(uid, NODE, keys);
  }

  @Override
  public void retire(String fxaUid) {
    failIfTold();
    change(
        policy.email(fxaUid),
        row -> true,
        row -> replaced(withGeneration(row, AssignmentRow.RETIRED), now));
  }

  @Override
  public void passwordChanged(String fxaUid, long changedAt) {
    failIfTold();
    change(
        policy.email(fxaUid),
        row -> row.generation() < changedAt - 1,
        row -> withGeneration(row, changedAt - 1));
  }

  /** Changes an account's rows in use. */
  private void change(
      String email, Predicate<AssignmentRow> which, UnaryOperator<AssignmentRow> how) {
    rows.replaceAll(
        row ->
            row.email().equals(email) && row.replacedAt() == null && which.test(row)
                ? how.apply(row)
                : row);
  }

  private static AssignmentRow withGeneration(AssignmentRow row, long generation) {
    return withKeys(row, new AccountKeys(generation, row.keysChangedAt(), row.clientState()));
  }

  private static AssignmentRow withKeys(AssignmentRow row, AccountKeys keys) {
    return new AssignmentRow(
        row.uid(),
        row.email(),
        keys.generation(),
        keys.clientState(),
        row.createdAt(),
        row.replacedAt(),
        row.nodeId(),
        keys.keysChangedAt());
  }

  private static AssignmentRow replaced(AssignmentRow row, long at) {
    return new AssignmentRow(
        row.uid(),
        row.email(),
        row.generation(),
        row.clientState(),
        row.createdAt(),
        at,
        row.nodeId(),
        row.keysChangedAt());
  }

  /** A refusal as a database would cause it. */
  public static TokenserverRefusal refusal(Kind kind) {
    return new TokenserverRefusal(kind, "told to");
  }

  @Override
  public void close() {}
}
