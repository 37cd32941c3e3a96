package godwit.sync.spanner;

import godwit.model.CollectionName;
import godwit.model.UserKey;
import godwit.storage.CommitLimits;
import godwit.storage.StorageException;
import godwit.storage.spanner.ShortTransactions;
import godwit.storage.spanner.SpannerDatabase;
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
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serves Sync from the tables that every Sync server on Spanner shares. Users are found by account
 * and key; whose token names none is refused with {@link SyncRefusal.Kind#NO_KEY}. A session, with
 * all its tries, ends within about 25 seconds.
 */
public final class SpannerStorage implements SyncStorage {
  /** Payload bytes that a batch, or one request without a batch, may have in all. */
  public static final long MAX_TOTAL_BYTES = CommitLimits.MAX_BYTES;

  /**
   * Shorter than the half minute that load balancers wait unless told otherwise, and long enough
   * for the commit of a full batch.
   */
  private static final Duration LIMIT = Duration.ofSeconds(25);

  /** Half of what the client's eight channels carry; each may hold a page of 32 MiB. */
  private static final int MAX_SESSIONS = 400;

  private final SpannerDatabase database;
  private final SyncClock clock;
  private final ShortTransactions transactions;
  private final CollectionNames names = new CollectionNames();
  private final SessionSetup setup;
  private final Seats seats;

  private SpannerStorage(
      SpannerDatabase database, SyncClock clock, Duration limit, WriteCost cost) {
    this.database = database;
    this.setup = new SessionSetup(names, clock, cost);
    this.clock = clock;
    this.transactions = database.within(limit);
    this.seats = new Seats(MAX_SESSIONS, limit);
  }

  /** Serves from a database; closing the storage closes the database too. Makes no call yet. */
  public static SpannerStorage open(SpannerDatabase database, SyncClock clock) {
    return open(database, clock, 0);
  }

  /**
   * The same from a database that has secondary indexes on its records.
   *
   * @param indexes how many; each makes the largest batch smaller
   */
  public static SpannerStorage open(SpannerDatabase database, SyncClock clock, int indexes) {
    return new SpannerStorage(database, clock, LIMIT, new WriteCost(indexes));
  }

  /** The same with another limit for a session. */
  static SpannerStorage open(SpannerDatabase database, SyncClock clock, Duration limit) {
    return new SpannerStorage(database, clock, limit, WriteCost.PLAIN);
  }

  /**
   * Records that a batch may have in all, the last request's included: 9,984 without secondary
   * indexes, as the large servers on Spanner say.
   */
  public int maxTotalRecords() {
    return setup.cost().mostRecords();
  }

  @Override
  public <T> T readStorage(SyncUser user, Function<? super StorageReader, ? extends T> work) {
    UserKey key = key(user);
    return session(
        () ->
            transactions.readOnly(
                reads -> work.apply(new UserView(reads, key, names, WriteTime.now(clock)))));
  }

  @Override
  public <T> T writeStorage(SyncUser user, Function<? super StorageWriter, ? extends T> work) {
    UserKey key = key(user);
    return session(
        () ->
            transactions.readWrite(
                transaction ->
                    work.apply(new UserSession(transaction, key, names, WriteTime.now(clock)))));
  }

  @Override
  public <T> T readCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionReader, ? extends T> work) {
    UserKey key = key(user);
    return session(
        () ->
            transactions.readOnly(
                reads ->
                    work.apply(
                        new CollectionView(
                            reads, key, names.id(reads, collection), WriteTime.now(clock)))));
  }

  @Override
  public <T> T writeCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionWriter, ? extends T> work) {
    UserKey key = key(user);
    Committed<T> committed =
        session(
            () ->
                transactions.readWrite(
                    transaction -> {
                      var session = CollectionSession.open(transaction, key, collection, setup);
                      T result = work.apply(session);
                      session.send();
                      return new Committed<T>(result, session.allocated());
                    }));
    committed.allocated.ifPresent(id -> names.learn(collection, id));
    return committed.result;
  }

  /** What a session came to, and the id that it gave to its collection's name. */
  private record Committed<T>(T result, Optional<Integer> allocated) {}

  private static UserKey key(SyncUser user) {
    if (!user.hasKey()) {
      throw new SyncRefusal(
          SyncRefusal.Kind.NO_KEY, "the token names no account and key, by which users are found");
    }
    return new UserKey(user.fxaUid(), user.fxaKid());
  }

  private <T> T session(Supplier<T> work) {
    try {
      return seats.take(work);
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.CONFLICT) {
        throw new SyncRefusal(
            SyncRefusal.Kind.CONFLICT, "other writers were in the way for too long", e);
      }
      throw e;
    }
  }

  @Override
  public boolean isBatchId(String text) {
    return BatchId.parse(text).isPresent();
  }

  /** Always HERE: moves end on Spanner, and nothing in its tables says that a user left. */
  @Override
  public MoveState moveState(SyncUser user) {
    return MoveState.HERE;
  }

  /**
   * Compares the server's clock with the database's, within about two minutes.
   *
   * @throws StorageException of kind UNSUITABLE if they are so far apart that servers would wait
   */
  public void verifyClock() {
    ClockSkew.measure(database, clock).verify();
  }

  @Override
  public void verifyReachable() {
    database.verifyReachable();
  }

  @Override
  public PoolState pool() {
    return seats.state();
  }

  @Override
  public void close() {
    database.close();
  }
}
