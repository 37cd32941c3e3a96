package godwit.tokenserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.tokenserver.AccountPlan.Step;
import godwit.tokenserver.TokenserverRefusal.Kind;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountPlanTest {
  private static final AccountClaim SAME = claim(10L, 5L, "aa");

  private static AccountClaim claim(
      @Nullable Long generation, @Nullable Long keysChangedAt, String state) {
    return new AccountClaim("account", generation, keysChangedAt, state);
  }

  private static AssignmentRow row(
      long uid, String state, long createdAt, @Nullable Long replaced) {
    return new AssignmentRow(uid, "account@x", 10, state, createdAt, replaced, 7, 5L);
  }

  private static AssignmentRow retired(@Nullable Long replacedAt) {
    return new AssignmentRow(1, "account@x", AssignmentRow.RETIRED, "aa", 100, replacedAt, 7, 5L);
  }

  private static AccountPlan plan(AccountClaim claim, AssignmentRow... rows) {
    return AccountPlan.of(claim, Account.of(List.of(rows)), true, true);
  }

  private static AccountPlan planWithoutNode(AccountClaim claim, AssignmentRow... rows) {
    return AccountPlan.of(claim, Account.of(List.of(rows)), false, true);
  }

  private static void refused(ThrowingCallable call, Kind kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TokenserverRefusal.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void newAccount_isAllocated() {
    assertThat(planWithoutNode(SAME))
        .isEqualTo(new AccountPlan(Step.ALLOCATE, new AccountKeys(10, 5L, "aa"), List.of()));
  }

  @Test
  void newAccount_isRefusedWhereNewUsersAre() {
    refused(
        () -> AccountPlan.of(SAME, Account.of(List.of()), false, false), Kind.NEW_USERS_DISABLED);
  }

  @Test
  void newAccount_needsAKey() {
    refused(() -> planWithoutNode(claim(10L, 5L, "")), Kind.EMPTY_CLIENT_STATE);
  }

  @Test
  void knownAccount_isServedWhereNewUsersAreNot() {
    Account account = Account.of(List.of(row(1, "aa", 100, null)));
    assertThat(AccountPlan.of(SAME, account, true, false).isSettled()).isTrue();
  }

  @Test
  void sameKeys_needNothing() {
    assertThat(plan(SAME, row(1, "aa", 100, null)).isSettled()).isTrue();
  }

  @Test
  void laterTimes_areWrittenInPlace() {
    assertThat(plan(claim(11L, 6L, "aa"), row(1, "aa", 100, null)))
        .isEqualTo(new AccountPlan(Step.UPDATE, new AccountKeys(11, 6L, "aa"), List.of()));
  }

  @Test
  void newKey_replacesTheRow() {
    assertThat(plan(claim(11L, 11L, "bb"), row(1, "aa", 100, null)))
        .isEqualTo(new AccountPlan(Step.REPLACE, new AccountKeys(11, 11L, "bb"), List.of()));
  }

  @Test
  void replacedRow_isReassignedWithItsKeys() {
    assertThat(plan(SAME, row(1, "aa", 100, 200L)))
        .isEqualTo(new AccountPlan(Step.REASSIGN, new AccountKeys(10, 5L, "aa"), List.of()));
  }

  @Test
  void rowWithoutNode_isReassigned_alsoWithANewKey() {
    assertThat(planWithoutNode(SAME, row(1, "aa", 100, null)).step()).isEqualTo(Step.REASSIGN);
    assertThat(planWithoutNode(claim(11L, 11L, "bb"), row(1, "aa", 100, null)))
        .isEqualTo(new AccountPlan(Step.REASSIGN, new AccountKeys(11, 11L, "bb"), List.of()));
  }

  @Test
  void reassignment_isNoWayAroundTheRules() {
    refused(() -> plan(claim(9L, 5L, "aa"), row(1, "aa", 100, 200L)), Kind.INVALID_GENERATION);
  }

  @Test
  void deletedAccount_keepsItsRow() {
    assertThat(plan(claim(null, 5L, "aa"), retired(200L)).isSettled()).isTrue();
    assertThat(plan(claim(null, 6L, "aa"), retired(null)).isSettled()).isTrue();
  }

  @Test
  void deletedAccount_withoutNodeIsNotServed() {
    refused(() -> planWithoutNode(claim(null, 5L, "aa"), retired(200L)), Kind.NODE_GONE);
  }

  @Test
  void keyOfAnEarlierRow_isStale() {
    refused(
        () -> plan(claim(11L, 11L, "aa"), row(1, "aa", 100, 200L), row(2, "bb", 200, null)),
        Kind.STALE_CLIENT_STATE);
  }

  @Test
  void keyOfAnEarlierRowThatIsTheCurrentOneToo_isNotStale() {
    assertThat(plan(SAME, row(1, "aa", 100, 200L), row(2, "aa", 200, null)).isSettled()).isTrue();
  }

  @Test
  void rowsThatOnlyLookCurrent_areStrays() {
    AccountPlan plan =
        plan(SAME, row(1, "aa", 100, null), row(2, "aa", 300, null), row(3, "aa", 200, null));
    assertThat(plan)
        .isEqualTo(new AccountPlan(Step.KEEP, new AccountKeys(10, 5L, "aa"), List.of(3L, 1L)));
    assertThat(plan.isSettled()).isFalse();
  }

  @Test
  void createdAt_isLaterThanAllRowsWhateverTheClock() {
    Account account = Account.of(List.of(row(1, "aa", 100, 200L), row(2, "bb", 300, null)));
    assertThat(account.createdAt(250)).isEqualTo(301);
    assertThat(account.createdAt(300)).isEqualTo(301);
    assertThat(account.createdAt(500)).isEqualTo(500);
    assertThat(Account.of(List.of()).createdAt(5)).isEqualTo(5);
  }
}
