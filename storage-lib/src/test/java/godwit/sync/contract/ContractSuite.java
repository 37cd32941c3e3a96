package godwit.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.sync.BatchStore;
import godwit.sync.BsoChange;
import godwit.sync.BsoQuery;
import godwit.sync.CollectionReader;
import godwit.sync.CollectionWriter;
import godwit.sync.ManualClock;
import godwit.sync.Page;
import godwit.sync.StorageReader;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncStorage;
import godwit.sync.SyncUser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the suites share: a new user for each test, and short words for sessions. */
@ExtendWith(NamesTheBinding.class)
abstract class ContractSuite {
  static final CollectionName BOOKMARKS = new CollectionName("bookmarks");
  static final CollectionName HISTORY = new CollectionName("history");
  static final SyncTimestamp ZERO = SyncTimestamp.ofMillis(0);

  SyncStorage storage;
  ManualClock clock;
  SyncUser user;

  abstract Stage stage();

  @BeforeEach
  final void takeTheStage() {
    storage = stage().storage;
    clock = stage().clock;
    user = stage().newUser();
    clock.advance(1_000);
  }

  final StorageBinding behind() {
    return stage().binding;
  }

  final boolean has(Capability capability) {
    return !behind().lacks().contains(capability);
  }

  /** Skips a test of what the backend does not have. */
  final void needs(Capability capability) {
    assumeTrue(has(capability), "this backend lacks " + capability);
  }

  /** Writes to bookmarks and returns the session's time. */
  final SyncTimestamp put(BsoChange... changes) {
    return putInto(BOOKMARKS, changes);
  }

  final SyncTimestamp putInto(CollectionName collection, BsoChange... changes) {
    return write(collection, writer -> writer.put(List.of(changes)));
  }

  /** Changes bookmarks and returns the session's time. */
  final SyncTimestamp write(Consumer<? super CollectionWriter> change) {
    return write(BOOKMARKS, change);
  }

  final SyncTimestamp write(CollectionName collection, Consumer<? super CollectionWriter> change) {
    return storage.writeCollection(
        user,
        collection,
        writer -> {
          SyncTimestamp now = writer.now();
          change.accept(writer);
          return now;
        });
  }

  final <T> T read(Function<? super CollectionReader, ? extends T> work) {
    return storage.readCollection(user, BOOKMARKS, work);
  }

  final <T> T readStorage(Function<? super StorageReader, ? extends T> work) {
    return storage.readStorage(user, work);
  }

  final Optional<Bso> bso(String id) {
    return read(reader -> reader.bso(id));
  }

  final SyncTimestamp bsoModified(String id) {
    return read(reader -> reader.bsoModified(id));
  }

  final Page<Bso> list(BsoQuery query) {
    return read(reader -> reader.bsos(query));
  }

  final Page<String> listIds(BsoQuery query) {
    return read(reader -> reader.ids(query));
  }

  /** The payload of a visible record. */
  final Optional<String> textOf(String id) {
    return bso(id).map(Bso::payload);
  }

  /** Ids of all visible bookmarks, newest first. */
  final List<String> ids() {
    return listIds(BsoQuery.ALL).items();
  }

  /** The time of bookmarks. */
  final SyncTimestamp time() {
    return read(CollectionReader::modified);
  }

  final SyncTimestamp userTime() {
    return readStorage(StorageReader::modified);
  }

  final Map<CollectionName, SyncTimestamp> times() {
    return readStorage(StorageReader::collectionTimes);
  }

  final Map<CollectionName, Usage> usage() {
    return readStorage(StorageReader::visibleUsage);
  }

  /** Deletes bookmarks as a whole, and returns what the session answers. */
  final SyncTimestamp deleteBookmarks() {
    return storage.writeCollection(user, BOOKMARKS, CollectionWriter::deleteCollection);
  }

  /** What the quota sees. Asks in a writing session that writes nothing. */
  final long storedBytes() {
    return storage.writeCollection(user, BOOKMARKS, CollectionWriter::storedBytes);
  }

  /** Opens a batch of bookmarks. */
  final String open(BsoChange... changes) {
    return storage.writeCollection(
        user, BOOKMARKS, writer -> writer.batches().create(List.of(changes)));
  }

  final SyncTimestamp append(String batch, BsoChange... changes) {
    return write(writer -> writer.batches().append(batch, List.of(changes)));
  }

  final SyncTimestamp commit(String batch, BsoChange... last) {
    return write(writer -> writer.batches().commit(batch, List.of(last)));
  }

  final Usage staged(String batch, String... except) {
    return batches(batches -> batches.staged(batch, List.of(except)));
  }

  final <T> T batches(Function<BatchStore, T> work) {
    return storage.writeCollection(user, BOOKMARKS, writer -> work.apply(writer.batches()));
  }

  /** Whether a record expires so long after it was written, as exactly as the backend can. */
  final void assertExpiry(Bso bso, SyncTimestamp written, long ttlSeconds) {
    long exact = written.millis() + ttlSeconds * 1_000;
    if (has(Capability.EXACT_EXPIRY)) {
      assertThat(bso.expiry()).isEqualTo(Expiry.ofMillis(exact));
    } else if (exact < Expiry.PYTHON_NEVER.millis()) {
      assertThat(bso.expiry().millis()).isBetween(exact - 999, exact);
    } else {
      assertThat(bso.expiry().isNever()).isTrue();
    }
  }

  final void assertDefaultExpiry(Bso bso, SyncTimestamp written) {
    assertExpiry(bso, written, Expiry.DEFAULT_TTL_SECONDS);
  }

  static void assertRefused(SyncRefusal.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SyncRefusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
