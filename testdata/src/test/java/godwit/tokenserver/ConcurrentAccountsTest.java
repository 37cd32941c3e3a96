package godwit.tokenserver;

import static godwit.tokenserver.TokenserverFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers on one database, each with four connections. */
@Tag("server")
class ConcurrentAccountsTest {
  private static final int THREADS = 8;

  private final TokenserverFixture database = new TokenserverFixture("concurrent_accounts_test");
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<MySqlAccounts> servers = new ArrayList<>();

  @BeforeEach
  void open() {
    for (int i = 0; i < 2; i++) {
      servers.add(database.open(AccountPolicy.DEFAULT));
    }
    servers.get(0).addNode(NODE, 1_000);
    servers.get(0).addNode("https://sync-2.example.org", 1_000);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    servers.forEach(MySqlAccounts::close);
    database.close();
  }

  private List<Placement> atOnce(List<AccountClaim> claims) throws Exception {
    var barrier = new CyclicBarrier(claims.size());
    List<Callable<Placement>> calls = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      AccountClaim claim = claims.get(i);
      MySqlAccounts server = servers.get(i % servers.size());
      calls.add(
          () -> {
            barrier.await();
            return server.place(claim);
          });
    }
    List<Placement> placements = new ArrayList<>();
    for (Future<Placement> future : threads.invokeAll(calls)) {
      placements.add(future.get());
    }
    return placements;
  }

  private static List<AccountClaim> sameClaims(String account, long generation, String state) {
    List<AccountClaim> claims = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      claims.add(new AccountClaim(account, generation, generation, state));
    }
    return claims;
  }

  private void assertOneCurrentRowEach(int accounts) throws SQLException {
    assertThat(
            database.rows(
                "SELECT COUNT(*), COUNT(DISTINCT email) FROM users WHERE replaced_at IS NULL"))
        .containsExactly(accounts + " " + accounts);
  }

  @Test
  void firstRequestsAtOnce_getOneRow() throws Exception {
    for (int person = 0; person < 20; person++) {
      assertThat(new HashSet<>(atOnce(sameClaims("p" + person, 10, "aa")))).hasSize(1);
    }
    assertOneCurrentRowEach(20);
    assertThat(database.rows("SELECT COUNT(*) FROM users")).containsExactly("20");
    assertThat(database.rows("SELECT SUM(current_load) FROM nodes")).containsExactly("20");
  }

  @Test
  void firstRequestsOfManyAccountsAtOnce_areAllServed() throws Exception {
    for (int round = 0; round < 10; round++) {
      List<AccountClaim> claims = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        claims.add(new AccountClaim("r" + round + "p" + i, 10L, 10L, "aa"));
      }
      assertThat(new HashSet<>(atOnce(claims))).hasSize(THREADS);
    }
    assertOneCurrentRowEach(10 * THREADS);
    assertThat(database.rows("SELECT SUM(current_load) FROM nodes"))
        .containsExactly(Integer.toString(10 * THREADS));
  }

  @Test
  void newKeysAtOnce_getOneRow() throws Exception {
    atOnce(sameClaims("person", 10, "aa"));
    for (int change = 1; change <= 10; change++) {
      List<AccountClaim> claims = sameClaims("person", 10 + change, "%02x".formatted(change));
      assertThat(new HashSet<>(atOnce(claims))).hasSize(1);
    }
    assertOneCurrentRowEach(1);
    assertThat(database.rows("SELECT COUNT(*) FROM users")).containsExactly("11");
  }

  @Test
  void reassignmentsAtOnce_getOneRow() throws Exception {
    Placement before = atOnce(sameClaims("person", 10, "aa")).get(0);
    for (int round = 1; round <= 10; round++) {
      database.execute("UPDATE users SET replaced_at = 1 WHERE replaced_at IS NULL");
      List<Placement> after = atOnce(sameClaims("person", 10, "aa"));
      assertThat(new HashSet<>(after)).hasSize(1);
      assertThat(after.get(0).keys().fxaKid()).isEqualTo(before.keys().fxaKid());
    }
    assertThat(database.rows("SELECT COUNT(*) FROM users")).containsExactly("11");
    assertOneCurrentRowEach(1);
  }
}
