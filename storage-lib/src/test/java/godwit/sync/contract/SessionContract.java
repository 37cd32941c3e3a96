package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.sync.CollectionReader;
import godwit.sync.CollectionWriter;
import godwit.sync.ManualClock;
import godwit.sync.MoveState;
import godwit.sync.PoolState;
import godwit.sync.StorageReader;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncStorage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Sessions as such: whole or not at all, once, and for good. */
abstract class SessionContract extends ContractSuite {
  /** What the work of a session may throw. */
  private static final class Unlucky extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void failAfter(CollectionName collection, Consumer<CollectionWriter> change) {
    assertThatThrownBy(
            () ->
                write(
                    collection,
                    writer -> {
                      change.accept(writer);
                      throw new Unlucky();
                    }))
        .isInstanceOf(Unlucky.class);
  }

  @Test
  void work_thatThrowsStoresNothing() {
    SyncTimestamp first = put(payload("a", "1"));
    String batch = open(payload("b", "staged"));
    failAfter(BOOKMARKS, writer -> writer.put(List.of(payload("a", "2"), payload("c", "2"))));
    failAfter(BOOKMARKS, writer -> writer.delete("a"));
    failAfter(BOOKMARKS, writer -> writer.delete(List.of("a")));
    failAfter(BOOKMARKS, CollectionWriter::deleteCollection);
    failAfter(BOOKMARKS, writer -> writer.batches().append(batch, List.of(payload("x", "1"))));
    failAfter(BOOKMARKS, writer -> writer.batches().commit(batch, List.of(payload("x", "1"))));

    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, first));
    assertThat(userTime()).isEqualTo(first);
    assertThat(textOf("a")).contains("1");
    assertThat(ids()).containsExactly("a");
    assertThat(storedBytes()).isEqualTo(1);
    assertThat(staged(batch).rows()).isEqualTo(1);
  }

  @Test
  void work_thatThrowsMakesNoCollection() {
    var custom = new CollectionName("never-made");
    failAfter(BOOKMARKS, writer -> writer.put(List.of(payload("a", "2"))));
    failAfter(custom, writer -> writer.put(List.of(payload("a", "2"))));
    failAfter(HISTORY, writer -> writer.batches().create(List.of(payload("a", "2"))));

    assertThat(times()).isEmpty();
    assertThat(userTime()).isEqualTo(ZERO);
    assertThat(behind().stagedRows(user, HISTORY)).isZero();
    SyncTimestamp now = putInto(custom, payload("a", "1"));
    assertThat(times()).isEqualTo(Map.of(custom, now));
  }

  @Test
  void deleteAll_byWorkThatThrowsDeletesNothing() {
    SyncTimestamp first = put(payload("a", "1"));
    assertThatThrownBy(
            () ->
                storage.writeStorage(
                    user,
                    writer -> {
                      writer.deleteAll();
                      throw new Unlucky();
                    }))
        .isInstanceOf(Unlucky.class);

    assertThat(times()).isEqualTo(Map.of(BOOKMARKS, first));
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void refusal_ofTheWorkIsPassedOn() {
    assertRefused(
        SyncRefusal.Kind.OVER_QUOTA,
        () ->
            write(
                writer -> {
                  throw new SyncRefusal(SyncRefusal.Kind.OVER_QUOTA, "made");
                }));
    assertThat(times()).isEmpty();
  }

  @Test
  void readers_mayThrowToo() {
    put(payload("a", "1"));
    assertThatThrownBy(
            () ->
                read(
                    reader -> {
                      throw new Unlucky();
                    }))
        .isInstanceOf(Unlucky.class);
    assertThatThrownBy(
            () ->
                readStorage(
                    reader -> {
                      throw new Unlucky();
                    }))
        .isInstanceOf(Unlucky.class);

    assertThat(ids()).containsExactly("a");
  }

  @Test
  void sessions_thatThrowLeaveNoConnectionBehind() {
    int sessions = Math.min(storage.pool().max(), 40) + 1;
    for (int i = 0; i < sessions; i++) {
      failAfter(BOOKMARKS, CollectionWriter::modified);
    }
    put(payload("a", "1"));

    assertThat(ids()).containsExactly("a");
  }

  @Test
  void work_takesEffectOnceHoweverOftenItRuns() {
    put(payload("counter", "0"));
    for (int i = 0; i < 5; i++) {
      write(
          writer -> {
            int count = Integer.parseInt(writer.bso("counter").orElseThrow().payload());
            writer.put(List.of(payload("counter", Integer.toString(count + 1))));
          });
    }

    assertThat(textOf("counter")).contains("5");
  }

  @Test
  void result_isTheWorks() {
    put(payload("a", "1"));
    List<Object> results =
        List.of(
            storage.<String>writeCollection(user, BOOKMARKS, writer -> "written"),
            storage.<Optional<String>>readCollection(
                user, BOOKMARKS, reader -> reader.bso("a").map(bso -> bso.payload())),
            storage.<Integer>readStorage(user, reader -> reader.collectionTimes().size()),
            storage.<MoveState>writeStorage(user, writer -> MoveState.HERE));

    assertThat(results).containsExactly("written", Optional.of("1"), 1, MoveState.HERE);
  }

  @Test
  void write_isThereForOtherServersWhenItReturns() {
    SyncTimestamp now = put(payload("a", "1"));
    try (SyncStorage other = behind().open(new ManualClock(clock.millis()))) {
      SyncTimestamp time = other.readCollection(user, BOOKMARKS, CollectionReader::modified);
      SyncTimestamp usersTime = other.readStorage(user, StorageReader::modified);
      assertThat(time).isEqualTo(now);
      assertThat(usersTime).isEqualTo(now);
    }
  }

  @Test
  void newName_isThereForServersThatRanBefore() {
    var custom = new CollectionName("new-to-others");
    try (SyncStorage other = behind().open(new ManualClock(clock.millis()))) {
      SyncTimestamp before = other.readCollection(user, custom, CollectionReader::modified);
      assertThat(before).isEqualTo(ZERO);
      SyncTimestamp now = putInto(custom, payload("a", "1"));
      SyncTimestamp after = other.readCollection(user, custom, CollectionReader::modified);
      Map<CollectionName, SyncTimestamp> all =
          other.readStorage(user, StorageReader::collectionTimes);

      assertThat(after).isEqualTo(now);
      assertThat(all).isEqualTo(Map.of(custom, now));
    }
  }

  @Test
  void database_isReachable() {
    storage.verifyReachable();

    PoolState pool = storage.pool();
    assertThat(pool.max()).isPositive();
    assertThat(pool.active()).isBetween(0, pool.max());
    assertThat(pool.idle()).isBetween(0, pool.max());
  }
}
