package godwit.tokenserver;

import godwit.storage.StorageException;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.mysql.MySqlPool;
import godwit.storage.mysql.SqlCall;
import godwit.tokenserver.TokenserverRefusal.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Accounts in the tokenserver's MySQL database. Most requests change nothing and read without
 * locks; one that has something to write decides again once the account's rows are locked.
 */
public final class MySqlAccounts implements Accounts {
  private static final Duration POOL_WAIT = Duration.ofSeconds(30);
  private static final int ROUNDS = 5;

  private final MySqlPool pool;
  private final Transactions transactions;
  private final UserTable users;
  private final NodeTable nodes;
  private final AccountPolicy policy;
  private final Clock clock;

  private MySqlAccounts(MySqlPool pool, int service, AccountPolicy policy, Clock clock) {
    this.pool = pool;
    this.transactions = new Transactions(pool);
    this.users = new UserTable(service);
    this.nodes = new NodeTable(service);
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * Connects and finds the Sync service.
   *
   * @param config its connections are what requests share; a request waits up to 30 s for one
   * @throws StorageException of kind UNREACHABLE if it cannot be reached, UNSUITABLE if it is no
   *     tokenserver's database: {@link TokenserverSchema} makes one
   */
  public static MySqlAccounts open(MySqlConfig config, AccountPolicy policy, Clock clock) {
    Duration limit = policy.requestLimit();
    Duration wait = limit == null || limit.compareTo(POOL_WAIT) > 0 ? POOL_WAIT : limit;
    MySqlPool pool = MySqlPool.open("the tokenserver database", config, wait);
    try {
      return new MySqlAccounts(pool, TokenserverDatabase.service(pool), policy, clock);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /**
   * Adds a node unless it is known, and returns its id. A known one keeps its capacity.
   *
   * @param url its address as clients reach it, {@code http} or {@code https}, at most 64
   *     characters; a slash at the end makes no difference
   * @param capacity users it may have, 1 or more
   */
  public long addNode(String url, int capacity) {
    NewNode node = NewNode.of(url, capacity, policy.releaseRate());
    return transactions.run(connection -> nodes.idOrAdd(connection, node));
  }

  /**
   * The id of the node at an address, or nothing if none is known there.
   *
   * @param url a slash at the end makes no difference
   */
  public OptionalLong node(String url) {
    return pool.call(connection -> nodes.id(connection, url.replaceAll("/+$", "")));
  }

  /**
   * The node of a server that is all by itself, in a database of its own: if there is one node, it
   * has this address from now on, since the same storage answers there; otherwise as {@link
   * #addNode}.
   */
  public long onlyNode(String url, int capacity) {
    NewNode node = NewNode.of(url, capacity, policy.releaseRate());
    return transactions.run(
        connection -> {
          nodes.renameOnly(connection, node.url());
          return nodes.idOrAdd(connection, node);
        });
  }

  @Override
  public Placement place(AccountClaim claim) {
    return within(
        time -> {
          for (int round = 0; round < ROUNDS; round++) {
            Optional<Placement> placement = attempt(claim, time);
            if (placement.isPresent()) {
              return placement.get();
            }
          }
          throw noNode();
        });
  }

  /** Empty if a row or a node changed meanwhile, so that another look is due. */
  private Optional<Placement> attempt(AccountClaim claim, RequestTime time) {
    String email = policy.email(claim.fxaUid());
    Draft draft = call(time, connection -> draft(connection, claim, users.read(connection, email)));
    if (draft.plan().isSettled()) {
      return Optional.of(draft.placement());
    }
    // Chosen beforehand, so that the transaction locks no node but the one it uses.
    OptionalLong node = draft.plan().step().needsNode() ? choose(time) : OptionalLong.empty();
    return transact(
        time,
        connection -> {
          Draft locked = draft(connection, claim, users.lock(connection, email));
          return new AccountWrite(connection, users, nodes, email, clock.millis())
              .apply(locked, node, policy.fixedNodeId() == null);
        });
  }

  private Draft draft(Connection connection, AccountClaim claim, Account account)
      throws SQLException {
    Optional<AssignmentRow> current = account.current();
    Optional<String> url =
        current.isPresent() ? nodes.url(connection, current.get().nodeId()) : Optional.empty();
    AccountPlan plan = AccountPlan.of(claim, account, url.isPresent(), policy.newUsersAllowed());
    return new Draft(account, plan, url.orElse(null));
  }

  private OptionalLong choose(RequestTime time) {
    Long fixed = policy.fixedNodeId();
    OptionalLong node =
        fixed != null
            ? OptionalLong.of(fixed)
            : call(time, connection -> nodes.choose(connection, policy.releaseRate()));
    if (node.isEmpty()) {
      throw noNode();
    }
    return node;
  }

  private static TokenserverRefusal noNode() {
    return new TokenserverRefusal(
        Kind.NO_NODE, "no node takes users; add a node or raise the capacity of one");
  }

  @Override
  public void retire(String fxaUid) {
    String email = policy.email(fxaUid);
    run(connection -> users.retire(connection, email, clock.millis()));
  }

  @Override
  public void passwordChanged(String fxaUid, long changedAt) {
    String email = policy.email(fxaUid);
    // One less, so that a client that signs in at that very time is not refused.
    run(connection -> users.raiseGeneration(connection, email, changedAt - 1));
  }

  private void run(SqlCall<Integer> change) {
    within(time -> transact(time, change));
  }

  private <T> T call(RequestTime time, SqlCall<T> work) {
    return pool.call(connection -> time.bounded(connection, work));
  }

  private <T> T transact(RequestTime time, SqlCall<T> work) {
    return transactions.run(connection -> time.bounded(connection, work));
  }

  private <T> T within(Function<RequestTime, T> request) {
    RequestTime time = new RequestTime(policy.requestLimit());
    try {
      return request.apply(time);
    } catch (StorageException e) {
      if (time.isOver()) {
        throw new TokenserverRefusal(
            Kind.ELAPSED, "the tokenserver database did not answer in time", e);
      }
      throw e;
    }
  }

  /** Closes all connections. */
  @Override
  public void close() {
    pool.close();
  }
}
