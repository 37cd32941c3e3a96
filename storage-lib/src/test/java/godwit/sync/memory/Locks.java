package godwit.sync.memory;

import godwit.model.CollectionName;
import godwit.sync.SyncRefusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Who may write. A writer of a collection holds the collection, and shares its user with writers of
 * other collections; who deletes or moves a user holds the user alone.
 */
final class Locks {
  private static final long LONGEST_WAIT_SECONDS = 10;

  private final Map<Long, ReadWriteLock> users = new ConcurrentHashMap<>();
  private final Map<Place, Lock> collections = new ConcurrentHashMap<>();

  private record Place(long uid, CollectionName collection) {}

  <T> T holdingCollection(long uid, CollectionName collection, Supplier<T> work) {
    Lock lock =
        collections.computeIfAbsent(new Place(uid, collection), place -> new ReentrantLock());
    return holding(ofUser(uid).readLock(), () -> holding(lock, work));
  }

  <T> T holdingUser(long uid, Supplier<T> work) {
    return holding(ofUser(uid).writeLock(), work);
  }

  private ReadWriteLock ofUser(long uid) {
    return users.computeIfAbsent(uid, any -> new ReentrantReadWriteLock());
  }

  private static <T> T holding(Lock lock, Supplier<T> work) {
    acquire(lock);
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private static void acquire(Lock lock) {
    try {
      if (!lock.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new SyncRefusal(SyncRefusal.Kind.CONFLICT, "another writer took too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SyncRefusal(SyncRefusal.Kind.CONFLICT, "interrupted while waiting for others", e);
    }
  }
}
