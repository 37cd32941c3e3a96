package godwit.sync.mysql;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.storage.mysql.Catalog;
import godwit.storage.mysql.Dialect;
import godwit.storage.mysql.MySqlPool;
import godwit.storage.mysql.NamedCollections;
import godwit.storage.mysql.SchemaProbe;
import godwit.sync.CollectionReader;
import godwit.sync.CollectionWriter;
import godwit.sync.MoveState;
import godwit.sync.PoolState;
import godwit.sync.StorageReader;
import godwit.sync.StorageWriter;
import godwit.sync.SyncClock;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncStorage;
import godwit.sync.SyncUser;
import godwit.sync.WriteTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Serves one MySQL or MariaDB schema: one of our own, syncstorage-rs's, or a Python server's. A
 * legacy schema is served as it is: where its columns compare without regard to case, ids do; where
 * it keeps expiries in seconds, they are cut to seconds.
 */
public final class MySqlStorage implements SyncStorage {
  /** Whoever watches a server gives up soon. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);

  private final MySqlPool pool;
  private final ServedSchema schema;
  private final SyncClock clock;
  private final Transactions transactions;
  private final CollectionIds ids;

  private MySqlStorage(MySqlPool pool, ServedSchema schema, SyncClock clock) {
    this.pool = pool;
    this.schema = schema;
    this.clock = clock;
    this.transactions = new Transactions(pool, clock);
    this.ids = new CollectionIds(schema, transactions);
  }

  /**
   * Connects and finds out what kind of schema it is.
   *
   * @throws StorageException of kind UNREACHABLE if the server cannot be reached, UNSUITABLE if the
   *     schema is none that can be served; {@link MySqlSyncSchema} makes one
   */
  public static MySqlStorage open(MySqlSyncConfig config, SyncClock clock) {
    MySqlPool pool =
        MySqlPool.openForRequests("the storage database", config.database(), config.waits());
    try {
      return new MySqlStorage(pool, pool.call(connection -> probe(connection, pool)), clock);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static ServedSchema probe(Connection connection, MySqlPool pool) throws SQLException {
    try {
      Dialect dialect = SchemaProbe.probe(connection, pool.endpoint());
      NamedCollections.read(connection, dialect, pool.endpoint());
      requireRowLog(connection, pool);
      return ServedSchema.of(dialect, Catalog.read(connection), pool.endpoint());
    } finally {
      connection.rollback();
    }
  }

  /** A log of statements could not repeat what sessions do at READ COMMITTED; InnoDB refuses. */
  private static void requireRowLog(Connection connection, MySqlPool pool) throws SQLException {
    Map<String, String> variables = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('log_bin', 'binlog_format')")) {
      while (rows.next()) {
        variables.put(rows.getString(1), rows.getString(2));
      }
    }
    if ("ON".equals(variables.get("log_bin"))
        && "STATEMENT".equals(variables.get("binlog_format"))) {
      throw new StorageException(
          Kind.UNSUITABLE,
          "The server of %s logs statements; set binlog_format to ROW or MIXED."
              .formatted(pool.endpoint()));
    }
  }

  /** One line for people, such as "Python server, 20 tables bso0..bso19, ttl in seconds". */
  public String describe() {
    return schema.dialect().describe();
  }

  @Override
  public <T> T readStorage(SyncUser user, Function<? super StorageReader, ? extends T> work) {
    schema.requireRoomFor(user.uid());
    return transactions.run(
        transaction -> {
          MoveStates.refuseReading(transaction, user);
          return work.apply(
              session(transaction, user, StorageSession.times(transaction, schema, user.uid())));
        });
  }

  private StorageSession session(
      Transaction transaction, SyncUser user, Map<Integer, SyncTimestamp> times) {
    StorageSession.Opening opening = new StorageSession.Opening(WriteTime.now(clock), times);
    return StorageSession.of(transaction, schema, ids, user.uid(), opening);
  }

  @Override
  public <T> T writeStorage(SyncUser user, Function<? super StorageWriter, ? extends T> work) {
    schema.requireRoomFor(user.uid());
    return transactions.run(
        transaction -> {
          transaction.readCommitted();
          Map<Integer, SyncTimestamp> times =
              StorageSession.lockedTimes(transaction, schema, user.uid());
          MoveStates.refuseWriting(transaction, user);
          return work.apply(session(transaction, user, times));
        });
  }

  @Override
  public <T> T readCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionReader, ? extends T> work) {
    schema.requireRoomFor(user.uid());
    Optional<Integer> id = ids.known(collection);
    return transactions.run(transaction -> work.apply(reader(transaction, user, id)));
  }

  private CollectionReader reader(Transaction transaction, SyncUser user, Optional<Integer> id) {
    if (id.isEmpty()) {
      MoveStates.refuseReading(transaction, user);
      return new UnknownCollection(WriteTime.now(clock));
    }
    Place place = new Place(schema, user.uid(), id.get());
    // Locked before anything is read: the first ordinary read begins the snapshot.
    UserCollection shared = UserCollection.share(transaction, place);
    MoveStates.refuseReading(transaction, user);
    return new CollectionSession(transaction, place, WriteTime.now(clock), shared.lastChange());
  }

  @Override
  public <T> T writeCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionWriter, ? extends T> work) {
    schema.requireRoomFor(user.uid());
    Place place = new Place(schema, user.uid(), idFor(user, collection));
    return transactions.run(
        transaction -> {
          transaction.readCommitted();
          UserCollection own = UserCollection.own(transaction, place);
          MoveStates.refuseWriting(transaction, user);
          SyncTimestamp now = WriteTime.after(clock, own.modified());
          WritingSession session = new WritingSession(transaction, place, now, own);
          T result = work.apply(session);
          session.finish();
          return result;
        });
  }

  /** A user who is moved makes up no names; sessions look again once they have their locks. */
  private int idFor(SyncUser user, CollectionName collection) {
    return ids.known(collection)
        .orElseGet(
            () -> {
              transactions.run(
                  transaction -> {
                    MoveStates.refuseReading(transaction, user);
                    return user;
                  });
              return ids.idOf(collection);
            });
  }

  @Override
  public boolean isBatchId(String text) {
    return BatchId.parse(text).isPresent();
  }

  @Override
  public MoveState moveState(SyncUser user) {
    return transactions.run(transaction -> MoveStates.read(transaction, user));
  }

  /**
   * Says where the user is in a move, and returns once no request is left that went by what was
   * said before. Makes the table {@code migration} if there is none. Saying the same again changes
   * nothing.
   *
   * @param user whose token would name both the uid and the account
   * @throws SyncRefusal of kind CONFLICT if a writer did not end in time; the state is stored then,
   *     and calling again waits again
   */
  public void setMoveState(SyncUser user, MoveState state) {
    if (user.fxaUid().isEmpty()) {
      throw new SyncRefusal(
          SyncRefusal.Kind.NO_KEY, "a user without an account cannot be told from others");
    }
    try {
      writeMoveState(user, state);
    } catch (StorageException e) {
      if (e.kind() != Kind.UNSUITABLE) {
        throw e;
      }
      transactions.run(transaction -> transaction.update(SqlFile.read("schema/migration.sql")));
      writeMoveState(user, state);
    }
    // Writers hold a row here before they look; who comes later finds the new state.
    transactions.run(
        transaction -> StorageSession.lockedTimes(transaction, schema, user.uid()).size());
  }

  private void writeMoveState(SyncUser user, MoveState state) {
    transactions.run(
        transaction -> {
          MoveStates.write(transaction, user, state, clock.millis());
          return state;
        });
  }

  @Override
  public void verifyReachable() {
    pool.verifyAnswers(SIGN_OF_LIFE);
  }

  @Override
  public PoolState pool() {
    return new PoolState(pool.active(), pool.idle(), pool.max());
  }

  @Override
  public void close() {
    pool.close();
  }
}
