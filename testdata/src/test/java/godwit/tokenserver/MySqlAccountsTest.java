package godwit.tokenserver;

import static godwit.tokenserver.TokenserverFixture.NODE;
import static godwit.tokenserver.TokenserverFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.tokenserver.TokenserverRefusal.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class MySqlAccountsTest {
  private static final AccountPolicy POLICY = AccountPolicy.DEFAULT;
  private static final String EMAIL = "person@api.accounts.firefox.com";

  private final TokenserverFixture database = new TokenserverFixture("mysql_accounts_test");

  @AfterEach
  void drop() {
    database.close();
  }

  private static AccountClaim claim(
      @Nullable Long generation, @Nullable Long keysChangedAt, String state) {
    return new AccountClaim("person", generation, keysChangedAt, state);
  }

  private static void refused(ThrowingCallable call, Kind kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TokenserverRefusal.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private long onlyNode(MySqlAccounts accounts) {
    return accounts.addNode(NODE + "/", 100);
  }

  @Test
  void firstRequest_allocatesOnTheBestNode() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      long node = onlyNode(accounts);
      Placement placement = accounts.place(claim(10L, 5L, "aa"));
      assertThat(placement).isEqualTo(new Placement(1, NODE, new AccountKeys(10, 5L, "aa")));
      assertThat(database.users()).containsExactly("1 10 5 aa " + NOW + " null " + node);
      assertThat(database.rows("SELECT email FROM users")).containsExactly(EMAIL);
      assertThat(database.nodes()).containsExactly(node + " 9 1");
    }
  }

  @Test
  void sameRequest_changesNothing() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      onlyNode(accounts);
      Placement first = accounts.place(claim(10L, 5L, "aa"));
      List<String> before = database.users();
      assertThat(accounts.place(claim(10L, 5L, "aa"))).isEqualTo(first);
      assertThat(database.users()).isEqualTo(before);
      assertThat(database.nodes()).containsExactly("1 9 1");
    }
  }

  @Test
  void laterTimes_areWrittenInPlace() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      onlyNode(accounts);
      accounts.place(claim(10L, null, "aa"));
      Placement second = accounts.place(claim(12L, 12L, "aa"));
      assertThat(second.uid()).isEqualTo(1);
      assertThat(second.keys().fxaKid()).startsWith("0000000000012-");
      assertThat(database.users()).containsExactly("1 12 12 aa " + NOW + " null 1");
    }
  }

  @Test
  void newKey_getsANewRowOnTheSameNode() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY);
        MySqlAccounts later = database.open(POLICY, NOW + 50)) {
      onlyNode(accounts);
      accounts.place(claim(10L, 5L, "aa"));
      accounts.addNode("https://emptier.example.org", 1_000_000);
      Placement second = later.place(claim(11L, 11L, "bb"));
      assertThat(second).isEqualTo(new Placement(2, NODE, new AccountKeys(11, 11L, "bb")));
      assertThat(database.users())
          .containsExactly(
              "1 10 5 aa " + NOW + " " + (NOW + 50) + " 1", "2 11 11 bb " + (NOW + 50) + " null 1");
      refused(() -> later.place(claim(12L, 12L, "aa")), Kind.STALE_CLIENT_STATE);
    }
  }

  @Test
  void newKey_becomesCurrentThoughTheClockIsBehind() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY);
        MySqlAccounts behind = database.open(POLICY, NOW - 60_000)) {
      onlyNode(accounts);
      accounts.place(claim(10L, 5L, "aa"));
      behind.place(claim(null, 6L, "bb"));
      assertThat(database.users())
          .containsExactly(
              "1 10 5 aa " + NOW + " " + (NOW + 1) + " 1", "2 10 6 bb " + (NOW + 1) + " null 1");
      assertThat(accounts.place(claim(null, 6L, "bb")).uid()).isEqualTo(2);
    }
  }

  @Test
  void unassignedUser_keepsTheKidAndGetsANewUid() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      onlyNode(accounts);
      Placement before = accounts.place(claim(10L, 5L, "aa"));
      long next = accounts.addNode("https://sync-2.example.org", 1_000);
      database.execute("UPDATE users SET replaced_at = 1");
      Placement after = accounts.place(claim(10L, 5L, "aa"));
      assertThat(after.uid()).isEqualTo(before.uid() + 1);
      assertThat(after.keys().fxaKid()).isEqualTo(before.keys().fxaKid());
      assertThat(after.node()).isEqualTo("https://sync-2.example.org");
      assertThat(database.nodes()).containsExactly("1 9 1", next + " 99 1");
      assertThat(accounts.place(claim(10L, 5L, "aa"))).isEqualTo(after);
    }
  }

  @Test
  void userOfARemovedNode_isReassigned_andTheOldRowReplaced() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      onlyNode(accounts);
      Placement before = accounts.place(claim(10L, 5L, "aa"));
      database.execute("DELETE FROM nodes");
      long next = accounts.addNode("https://sync-2.example.org", 1_000);
      Placement after = accounts.place(claim(10L, 5L, "aa"));
      assertThat(after.keys()).isEqualTo(before.keys());
      assertThat(database.users())
          .containsExactly(
              "1 10 5 aa " + NOW + " " + (NOW + 1) + " 1",
              "2 10 5 aa " + (NOW + 1) + " null " + next);
    }
  }

  @Test
  void strayRows_areRepaired() throws SQLException {
    database.execute(
        "INSERT INTO users VALUES"
            + " (1, 1, '%1$s', 10, 'aa', 100, NULL, 1, 5),(2, 1, '%1$s', 10, 'aa', 200, NULL, 1, 5)"
                .formatted(EMAIL));
    try (MySqlAccounts accounts = database.open(POLICY)) {
      onlyNode(accounts);
      assertThat(accounts.place(claim(10L, 5L, "aa")).uid()).isEqualTo(2);
      assertThat(database.users()).containsExactly("1 10 5 aa 100 200 1", "2 10 5 aa 200 null 1");
    }
  }

  @Test
  void refusedClaim_changesNothing() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      onlyNode(accounts);
      accounts.place(claim(10L, 5L, "aa"));
      List<String> before = database.users();
      refused(() -> accounts.place(claim(9L, 5L, "aa")), Kind.INVALID_GENERATION);
      refused(() -> accounts.place(claim(10L, 6L, "bb")), Kind.CLIENT_STATE_WITHOUT_GENERATION);
      assertThat(database.users()).isEqualTo(before);
    }
  }

  @Test
  void newUsers_areRefusedWherePolicySaysSo() {
    try (MySqlAccounts accounts = database.open(POLICY.withoutNewUsers())) {
      onlyNode(accounts);
      refused(() -> accounts.place(claim(10L, 5L, "aa")), Kind.NEW_USERS_DISABLED);
    }
  }

  @Test
  void retiredAccount_isServedWithoutAGenerationAndStaysAsItIs() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      onlyNode(accounts);
      accounts.place(claim(10L, 5L, "aa"));
      accounts.retire("person");
      accounts.retire("nobody");
      List<String> retired = database.users();
      assertThat(retired).containsExactly("1 9223372036854775807 5 aa " + NOW + " " + NOW + " 1");
      assertThat(accounts.place(claim(null, 5L, "aa")).uid()).isEqualTo(1);
      refused(() -> accounts.place(claim(11L, 5L, "aa")), Kind.INVALID_GENERATION);
      database.execute("DELETE FROM nodes");
      refused(() -> accounts.place(claim(null, 5L, "aa")), Kind.NODE_GONE);
      assertThat(database.users()).isEqualTo(retired);
    }
  }

  @Test
  void passwordChange_refusesOlderSignInsAndNeverGoesBack() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      onlyNode(accounts);
      accounts.place(claim(10L, 5L, "aa"));
      accounts.passwordChanged("person", 21);
      accounts.passwordChanged("person", 15);
      refused(() -> accounts.place(claim(19L, 5L, "aa")), Kind.INVALID_GENERATION);
      assertThat(accounts.place(claim(21L, 5L, "aa")).uid()).isEqualTo(1);
      assertThat(database.rows("SELECT generation FROM users")).containsExactly("21");
    }
  }

  @Test
  void database_thatIsTooSlowIsToldFromABrokenOne() throws SQLException {
    try (MySqlAccounts quick = database.open(POLICY);
        MySqlAccounts accounts = database.open(POLICY.withRequestLimit(Duration.ofSeconds(2)));
        Connection blocker = database.connect();
        Statement statement = blocker.createStatement()) {
      onlyNode(quick);
      quick.place(claim(10L, 5L, "aa"));
      blocker.setAutoCommit(false);
      statement.execute("SELECT * FROM users FOR UPDATE");
      refused(() -> accounts.place(claim(11L, 11L, "aa")), Kind.ELAPSED);
      blocker.rollback();
      assertThat(quick.place(claim(11L, 11L, "aa")).uid()).isEqualTo(1);
    }
  }
}
