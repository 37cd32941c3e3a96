package godwit.tokenserver;

import godwit.tokenserver.TokenserverRefusal.Kind;
import java.util.List;
import java.util.Optional;

/**
 * What has to be written for a claim, found without I/O.
 *
 * @param step the kind of change
 * @param keys the account's keys after it
 * @param strays uids of rows to be marked as replaced at the current row's time
 */
record AccountPlan(Step step, AccountKeys keys, List<Long> strays) {
  /** The changes. */
  enum Step {
    /** The account is new: a row on the best node. */
    ALLOCATE(true),
    /** The current row leads nowhere: a new row on the best node. */
    REASSIGN(true),
    /** The Sync key changed: a new row on the same node. */
    REPLACE(false),
    /** Times moved on: the current row with newer ones. */
    UPDATE(false),
    /** The current row as it is. */
    KEEP(false);

    private final boolean needsNode;

    Step(boolean needsNode) {
      this.needsNode = needsNode;
    }

    boolean needsNode() {
      return needsNode;
    }
  }

  /** Whether the database may stay as it is. */
  boolean isSettled() {
    return step == Step.KEEP && strays.isEmpty();
  }

  /**
   * Plans.
   *
   * @param nodeExists whether the current row's node does; of no account if there is no row
   * @throws TokenserverRefusal if the claim is refused; nothing is to be written then
   */
  static AccountPlan of(
      AccountClaim claim, Account account, boolean nodeExists, boolean newUsersAllowed) {
    Optional<AssignmentRow> current = account.current();
    if (current.isEmpty()) {
      return allocation(claim, newUsersAllowed);
    }
    AssignmentRow row = current.get();
    AccountKeys stored = AccountKeys.of(row);
    if (stored.isRetired() && !nodeExists) {
      throw new TokenserverRefusal(Kind.NODE_GONE, "the account was deleted, and so was its node");
    }
    ClaimRule.broken(claim, stored, account.oldClientStates()).ifPresent(AccountPlan::refuse);
    AccountKeys keys = stored.after(claim);
    return new AccountPlan(step(row, stored, keys, nodeExists), keys, account.strays());
  }

  private static AccountPlan allocation(AccountClaim claim, boolean newUsersAllowed) {
    if (!newUsersAllowed) {
      throw new TokenserverRefusal(Kind.NEW_USERS_DISABLED, "new users are not allowed");
    }
    if (claim.clientState().isEmpty()) {
      refuse(Kind.EMPTY_CLIENT_STATE);
    }
    return new AccountPlan(Step.ALLOCATE, AccountKeys.first(claim), List.of());
  }

  private static void refuse(Kind kind) {
    throw new TokenserverRefusal(kind, "the client's account state does not follow the stored one");
  }

  /**
   * The reference copies the old keys to a reassigned row and changes that one at once; here the
   * new row has the new keys from the start.
   */
  private static Step step(
      AssignmentRow row, AccountKeys stored, AccountKeys keys, boolean nodeExists) {
    if (stored.isRetired()) {
      return Step.KEEP;
    }
    if (row.replacedAt() != null || !nodeExists) {
      return Step.REASSIGN;
    }
    if (!keys.clientState().equals(stored.clientState())) {
      return Step.REPLACE;
    }
    return keys.equals(stored) ? Step.KEEP : Step.UPDATE;
  }
}
