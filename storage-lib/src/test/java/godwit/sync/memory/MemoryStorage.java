package godwit.sync.memory;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The reference: readers get the user's value of the moment, writers come one after the other and
 * replace it. Stricter than a database: sessions that are used against the SPI's rules (read after
 * a change, used when they are over) throw {@link IllegalStateException}.
 */
public final class MemoryStorage implements SyncStorage {
  private final MemoryDatabase database;
  private final SyncClock clock;
  private final int runs;
  private final AtomicInteger active = new AtomicInteger();
  private volatile boolean closed;

  private MemoryStorage(MemoryDatabase database, SyncClock clock, int runs) {
    this.database = database;
    this.clock = clock;
    this.runs = runs;
  }

  /** One server's view of the database. */
  public static MemoryStorage open(MemoryDatabase database, SyncClock clock) {
    return new MemoryStorage(database, clock, 1);
  }

  /**
   * The same, but the work of every session runs twice, and the first run counts for nothing: as
   * after a transaction that the database has aborted.
   */
  public static MemoryStorage abortingFirstRuns(MemoryDatabase database, SyncClock clock) {
    return new MemoryStorage(database, clock, 2);
  }

  @Override
  public <T> T readStorage(SyncUser user, Function<? super StorageReader, ? extends T> work) {
    return inSession(() -> repeat(() -> readStorageOnce(user, work)));
  }

  private <T> T readStorageOnce(SyncUser user, Function<? super StorageReader, ? extends T> work) {
    requireHere(user);
    var session = new MemoryStorageSession(database.user(user), WriteTime.now(clock));
    try {
      return work.apply(session);
    } finally {
      session.end();
    }
  }

  @Override
  public <T> T writeStorage(SyncUser user, Function<? super StorageWriter, ? extends T> work) {
    return inSession(
        () -> database.locks.holdingUser(user.uid(), () -> writeStorageAlone(user, work)));
  }

  private <T> T writeStorageAlone(
      SyncUser user, Function<? super StorageWriter, ? extends T> work) {
    requireHere(user);
    SyncTimestamp now = WriteTime.now(clock);
    Supplier<Outcome<T, MemoryStorageSession>> once =
        () -> {
          var session = new MemoryStorageSession(database.user(user), now);
          try {
            return new Outcome<>(work.apply(session), session);
          } finally {
            session.end();
          }
        };
    var outcome = repeat(once);
    if (outcome.session.deletesAll()) {
      database.deleteAll(user);
    }
    return outcome.result;
  }

  @Override
  public <T> T readCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionReader, ? extends T> work) {
    return inSession(() -> repeat(() -> readCollectionOnce(user, collection, work)));
  }

  private <T> T readCollectionOnce(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionReader, ? extends T> work) {
    requireHere(user);
    var session = new MemoryReader(database.user(user), collection, WriteTime.now(clock));
    try {
      return work.apply(session);
    } finally {
      session.end();
    }
  }

  @Override
  public <T> T writeCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionWriter, ? extends T> work) {
    return inSession(
        () ->
            database.locks.holdingCollection(
                user.uid(), collection, () -> writeCollectionAlone(user, collection, work)));
  }

  private <T> T writeCollectionAlone(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionWriter, ? extends T> work) {
    requireHere(user);
    StoredUser before = database.user(user);
    SyncTimestamp now = WriteTime.after(clock, before.lastWrite(collection));
    Supplier<Outcome<T, MemoryWriter>> once =
        () -> {
          var session = new MemoryWriter(before, collection, now, database::newBatchId);
          try {
            return new Outcome<>(work.apply(session), session);
          } finally {
            session.end();
          }
        };
    var outcome = repeat(once);
    database.change(user, outcome.session.change());
    return outcome.result;
  }

  private record Outcome<T, S>(T result, S session) {}

  /** The last of as many runs as each session's work gets. */
  private <T> T repeat(Supplier<T> run) {
    T result = run.get();
    for (int i = 1; i < runs; i++) {
      result = run.get();
    }
    return result;
  }

  private <T> T inSession(Supplier<T> session) {
    if (closed) {
      throw new IllegalStateException("the storage is closed");
    }
    active.incrementAndGet();
    try {
      return session.get();
    } finally {
      active.decrementAndGet();
    }
  }

  private void requireHere(SyncUser user) {
    switch (database.moveState(user)) {
      case HERE -> {}
      case FROZEN -> throw new SyncRefusal(SyncRefusal.Kind.FROZEN, "the user is being moved");
      case SWITCHED -> throw new SyncRefusal(SyncRefusal.Kind.SWITCHED, "the user has moved");
    }
  }

  @Override
  public boolean isBatchId(String text) {
    return MemoryDatabase.isBatchId(text);
  }

  @Override
  public MoveState moveState(SyncUser user) {
    return database.moveState(user);
  }

  @Override
  public void verifyReachable() {
    inSession(() -> database);
  }

  @Override
  public PoolState pool() {
    return new PoolState(active.get(), 0, Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    closed = true;
  }
}
