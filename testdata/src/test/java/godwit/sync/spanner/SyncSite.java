package godwit.sync.spanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.storage.StorageException;
import godwit.storage.spanner.SpannerDatabase;
import godwit.sync.BsoChange;
import godwit.sync.ManualClock;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncUser;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A storage on a database that several tests share, each with users of its own. */
final class SyncSite implements AutoCloseable {
  static final CollectionName BOOKMARKS = new CollectionName("bookmarks");
  static final CollectionName TABS = new CollectionName("tabs");

  private static final AtomicLong USERS = new AtomicLong(1);

  /** In 2030: nothing that is written expires while tests run. */
  final ManualClock clock = new ManualClock(1_900_000_000_000L);

  final SyncTables tables;
  final SpannerStorage storage;

  private SyncSite(SyncTables tables) {
    this.tables = tables;
    this.storage = SpannerStorage.open(SpannerDatabase.open(tables.config()), clock);
  }

  static SyncSite open() {
    return open("sync-spanner");
  }

  /** On a database of that name. */
  static SyncSite open(String database) {
    return new SyncSite(SyncTables.create(database));
  }

  /** Somebody new, a second later. */
  SyncUser newUser() {
    long uid = USERS.getAndIncrement();
    clock.advance(1_000);
    return new SyncUser(uid, "account" + uid, "kid" + uid);
  }

  SyncTimestamp put(SyncUser user, CollectionName collection, BsoChange... changes) {
    return storage.writeCollection(
        user,
        collection,
        writer -> {
          SyncTimestamp now = writer.now();
          writer.put(List.of(changes));
          return now;
        });
  }

  /** Opens a batch of bookmarks. */
  String batch(SyncUser user, BsoChange... changes) {
    return storage.writeCollection(
        user, BOOKMARKS, writer -> writer.batches().create(List.of(changes)));
  }

  SyncTimestamp commit(SyncUser user, String batch) {
    return storage.writeCollection(
        user,
        BOOKMARKS,
        writer -> {
          SyncTimestamp now = writer.now();
          writer.batches().commit(batch, List.of());
          return now;
        });
  }

  Bso bso(SyncUser user, String id) {
    return storage.readCollection(user, BOOKMARKS, reader -> reader.bso(id)).orElseThrow();
  }

  static BsoChange payload(String id, String payload) {
    return new BsoChange(id, null, payload, null);
  }

  static BsoChange sorted(String id, int sortIndex) {
    return new BsoChange(id, sortIndex, null, null);
  }

  static void assertRefused(SyncRefusal.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(SyncRefusal.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  static void assertUnsuitable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNSUITABLE))
        .hasMessageContaining("outside of the database");
  }

  @Override
  public void close() {
    storage.close();
    tables.close();
  }
}
