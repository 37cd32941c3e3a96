package godwit.tokenserver;

import static godwit.tokenserver.TokenserverFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.storage.StorageException;
import godwit.tokenserver.TokenserverRefusal.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class TokenserverNodesTest {
  private static final AccountPolicy POLICY = AccountPolicy.DEFAULT;

  private final TokenserverFixture database = new TokenserverFixture("tokenserver_nodes_test");

  @AfterEach
  void drop() {
    database.close();
  }

  private static Placement place(MySqlAccounts accounts, int person) {
    return accounts.place(new AccountClaim("p" + person, 10L, 5L, "aa"));
  }

  private static void assertNoNode(Accounts accounts) {
    assertThatThrownBy(() -> accounts.place(new AccountClaim("late", 10L, 5L, "aa")))
        .isInstanceOfSatisfying(
            TokenserverRefusal.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_NODE));
  }

  @Test
  void addNode_addsItOnce() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      long id = accounts.addNode(NODE, 100);
      assertThat(accounts.addNode(NODE + "/", 7)).isEqualTo(id);
      assertThat(database.rows("SELECT node, available, current_load, capacity FROM nodes"))
          .containsExactly(NODE + " 10 0 100");
    }
  }

  @Test
  void node_isFoundAtItsAddressOnly() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      long id = accounts.addNode(NODE, 100);
      assertThat(accounts.node(NODE + "/")).hasValue(id);
      assertThat(accounts.node("https://sync-2.example.org")).isEmpty();
      assertThat(database.nodes()).containsExactly("1 10 0");
    }
  }

  @Test
  void capacity_isReleasedByShares_upToTheLastPlace() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      accounts.addNode(NODE, 15);
      for (int person = 1; person <= 15; person++) {
        place(accounts, person);
        // A share is 1.5, rounded up to 2; the last one is what is left.
        assertThat(database.nodes())
            .containsExactly("1 " + (person % 2 == 0 || person == 15 ? 0 : 1) + " " + person);
      }
      assertNoNode(accounts);
      assertThat(database.nodes()).containsExactly("1 0 15");
    }
  }

  @Test
  void capacity_isNotReleasedOnNodesThatAreDown() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      accounts.addNode(NODE, 100);
      database.execute("UPDATE nodes SET available = 0, downed = 1");
      assertNoNode(accounts);
      assertThat(database.nodes()).containsExactly("1 0 0");
    }
  }

  @Test
  void overloadedNodes_getNoFurtherShare() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      accounts.addNode(NODE, 100);
      database.execute("UPDATE nodes SET available = 0, current_load = 120");
      assertNoNode(accounts);
      assertThat(database.nodes()).containsExactly("1 0 120");
    }
  }

  @Test
  void nodesOfOneSize_fillAlike() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY)) {
      accounts.addNode(NODE, 100);
      accounts.addNode("https://sync-2.example.org", 100);
      for (int person = 1; person <= 6; person++) {
        place(accounts, person);
      }
      assertThat(database.nodes()).containsExactly("1 7 3", "2 7 3");
    }
  }

  @Test
  void fixedNode_takesEverybodyAndKeepsItsShare() throws SQLException {
    try (MySqlAccounts admin = database.open(POLICY)) {
      admin.addNode(NODE, 100);
      long full = admin.addNode("https://sync-2.example.org", 1);
      try (MySqlAccounts accounts = database.open(POLICY.withFixedNode(full))) {
        place(accounts, 1);
        assertThat(place(accounts, 2).node()).isEqualTo("https://sync-2.example.org");
      }
      assertThat(database.nodes()).containsExactly("1 10 0", full + " 1 2");
    }
  }

  @Test
  void fixedNode_thatDoesNotExistIsRefused() throws SQLException {
    try (MySqlAccounts accounts = database.open(POLICY.withFixedNode(99))) {
      assertNoNode(accounts);
      assertThat(database.users()).isEmpty();
    }
  }

  @Test
  void schema_mayBeAppliedAgain() throws SQLException {
    TokenserverSchema.apply(database.config());
    assertThat(database.rows("SELECT id, service, pattern FROM services"))
        .containsExactly("1 sync-1.5 {node}/1.5/{uid}");
  }

  @Test
  void schema_saysWhatAnOldDatabaseLacks() throws SQLException {
    database.execute("ALTER TABLE users DROP COLUMN keys_changed_at");
    assertThatThrownBy(() -> TokenserverSchema.apply(database.config()))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNSUITABLE))
        .hasMessageContaining("[users.keys_changed_at]");
  }
}
