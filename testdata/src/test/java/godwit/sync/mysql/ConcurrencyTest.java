package godwit.sync.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.storage.StorageException;
import godwit.storage.mysql.MySqlConfig;
import godwit.sync.BsoChange;
import godwit.sync.SyncClock;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncUser;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several server processes on one database, and connections that end. */
@Tag("server")
class ConcurrencyTest {
  private static final CollectionName BOOKMARKS = new CollectionName("bookmarks");
  private static final SyncUser USER = new SyncUser(7, "0a", "1-k");
  private static final int ROUNDS = 4;

  private final MySqlBinding binding = new MySqlBinding(ServedLayout.OURS);

  @AfterEach
  void close() {
    binding.close();
  }

  private MySqlStorage open() {
    return binding.open(SyncClock.system());
  }

  private static BsoChange payload(String id, String text) {
    return new BsoChange(id, null, text, null);
  }

  private static SyncTimestamp put(MySqlStorage storage, CollectionName collection, String id) {
    return storage.writeCollection(
        USER,
        collection,
        writer -> {
          writer.put(List.of(payload(id, "x")));
          return writer.now();
        });
  }

  @ParameterizedTest
  @EnumSource(ServedLayout.class)
  void firstWritersOfTwoProcesses_comeOneAfterTheOther(ServedLayout layout) throws Exception {
    try (MySqlBinding shared = new MySqlBinding(layout);
        MySqlStorage one = shared.open(SyncClock.system());
        MySqlStorage other = shared.open(SyncClock.system())) {
      for (int round = 0; round < ROUNDS; round++) {
        // A name of its own, so that both give out its id at once too.
        CollectionName collection = new CollectionName("new-" + round);
        List<CompletableFuture<SyncTimestamp>> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          MySqlStorage storage = i % 2 == 0 ? one : other;
          String id = "w" + i;
          writers.add(CompletableFuture.supplyAsync(() -> put(storage, collection, id)));
        }
        List<SyncTimestamp> times = new ArrayList<>();
        for (CompletableFuture<SyncTimestamp> writer : writers) {
          times.add(writer.get());
        }
        assertThat(times).doesNotHaveDuplicates();
        for (int i = 0; i < 4; i++) {
          String id = "w" + i;
          assertThat(one.<SyncTimestamp>readCollection(USER, collection, r -> r.bsoModified(id)))
              .isEqualTo(times.get(i));
        }
        assertThat(shared.idsOf(collection)).isEqualTo(1);
      }
    }
  }

  @Test
  void deadlock_isTriedAgain() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    try (MySqlStorage storage = open();
        Connection rival = binding.connect()) {
      put(storage, BOOKMARKS, "a");
      binding.execute(
          "INSERT INTO user_collections (userid, collection, last_modified) VALUES (7, 0, 1)");
      rival.setAutoCommit(false);
      makeHeavy(rival);
      run(
          rival,
          "UPDATE user_collections SET last_modified = 2 WHERE userid = 7 AND collection = 0");
      CompletableFuture<SyncTimestamp> deletion =
          CompletableFuture.supplyAsync(
              () ->
                  storage.writeCollection(
                      USER,
                      BOOKMARKS,
                      writer -> {
                        runs.incrementAndGet();
                        return writer.deleteCollection();
                      }));
      Waits.untilSomebodyWaitsForALock(binding);
      run(rival, "SELECT 1 FROM user_collections WHERE userid = 7 AND collection = 7 FOR UPDATE");
      rival.rollback();

      assertThat(deletion.get()).isGreaterThan(SyncTimestamp.ofMillis(2));
      assertThat(runs).hasValue(2);
      assertThat(binding.storedIds(USER, BOOKMARKS)).isEmpty();
    }
  }

  /** The server sacrifices the transaction that changed less. */
  private static void makeHeavy(Connection rival) throws SQLException {
    for (int i = 0; i < 40; i++) {
      run(
          rival,
          "INSERT INTO user_collections (userid, collection, last_modified) VALUES (999, "
              + i
              + ", 1)");
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void lockHeldTooLong_isAConflict() throws Exception {
    MySqlSyncConfig impatient =
        new MySqlSyncConfig(
            binding.config().database(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));
    try (MySqlStorage storage = MySqlStorage.open(impatient, SyncClock.system());
        Connection rival = binding.connect()) {
      put(storage, BOOKMARKS, "a");
      rival.setAutoCommit(false);
      run(rival, "SELECT 1 FROM user_collections WHERE userid = 7 FOR UPDATE");

      assertThatThrownBy(() -> put(storage, BOOKMARKS, "b"))
          .isInstanceOfSatisfying(
              SyncRefusal.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(SyncRefusal.Kind.CONFLICT))
          .hasMessage("other writers were in the way 2 times");
    }
  }

  /** After the last row of the last user there is a gap, into which all new users fall. */
  @Test
  void newUser_doesNotWaitForTheLastOneToBeDeleted() {
    SyncUser newer = new SyncUser(USER.uid() + 1, "0b", "1-k");
    MySqlSyncConfig impatient =
        new MySqlSyncConfig(
            binding.config().database(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));
    try (MySqlStorage storage = open();
        MySqlStorage other = MySqlStorage.open(impatient, SyncClock.system())) {
      put(storage, BOOKMARKS, "a");
      storage.writeStorage(
          USER,
          writer -> {
            writer.deleteAll();
            return other.writeCollection(
                newer,
                BOOKMARKS,
                newcomer -> {
                  newcomer.put(List.of(payload("b", "x")));
                  return newcomer.now();
                });
          });

      assertThat(binding.storedIds(USER, BOOKMARKS)).isEmpty();
      assertThat(binding.storedIds(newer, BOOKMARKS)).containsExactly("b");
    }
  }

  /** Begun before the deletion and committed in the middle of it: it is deleted whole. */
  @Test
  void collectionMadeWhileAllIsDeleted_isDeletedWholeOrKeptWhole() {
    CollectionName made = new CollectionName("history");
    try (MySqlStorage storage = open();
        MySqlStorage other = open()) {
      put(storage, BOOKMARKS, "a");
      CompletableFuture<SyncTimestamp> deletion = new CompletableFuture<>();
      other.writeCollection(
          USER,
          made,
          writer -> {
            deletion.completeAsync(
                () ->
                    storage.writeStorage(
                        USER,
                        all -> {
                          all.deleteAll();
                          return all.now();
                        }));
            Waits.untilSomebodyWaitsForALock(binding);
            writer.put(List.of(payload("h", "x")));
            return writer.now();
          });
      deletion.join();

      assertThat(binding.storedIds(USER, made)).isEmpty();
      assertThat(binding.strings("SELECT collection FROM user_collections")).isEmpty();
    }
  }

  @Test
  void connectionLostBeforeTheWrite_isReplaced() {
    AtomicInteger runs = new AtomicInteger();
    try (MySqlStorage storage = open()) {
      put(storage, BOOKMARKS, "a");
      storage.writeCollection(
          USER,
          BOOKMARKS,
          writer -> {
            if (runs.getAndIncrement() == 0) {
              killOthers();
            }
            writer.put(List.of(payload("b", "x")));
            return writer.now();
          });

      assertThat(runs).hasValue(2);
      assertThat(binding.storedIds(USER, BOOKMARKS)).containsExactlyInAnyOrder("a", "b");
    }
  }

  @Test
  void connectionLostAtTheCommit_storesNothingAndSaysSo() {
    try (MySqlStorage storage = open()) {
      put(storage, BOOKMARKS, "a");
      assertThatThrownBy(
              () ->
                  storage.writeCollection(
                      USER,
                      BOOKMARKS,
                      writer -> {
                        writer.put(List.of(payload("b", "x")));
                        killOthers();
                        return writer.now();
                      }))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.TRANSIENT))
          .hasMessageContaining("may or may not be stored");

      assertThat(binding.storedIds(USER, BOOKMARKS)).containsExactly("a");
      put(storage, BOOKMARKS, "c");
      assertThat(binding.storedIds(USER, BOOKMARKS)).containsExactlyInAnyOrder("a", "c");
    }
  }

  private void killOthers() {
    binding
        .strings(
            "SELECT id FROM information_schema.PROCESSLIST WHERE db = ? AND id <> CONNECTION_ID()",
            binding.schema)
        .forEach(binding::kill);
  }

  @Test
  void reader_waitsForTheWriterBeforeIt() throws Exception {
    try (MySqlStorage storage = open()) {
      put(storage, BOOKMARKS, "a");
      CompletableFuture<SyncTimestamp> reading = new CompletableFuture<>();
      SyncTimestamp written =
          storage.writeCollection(
              USER,
              BOOKMARKS,
              writer -> {
                writer.put(List.of(payload("b", "x")));
                reading.completeAsync(
                    () ->
                        storage.<SyncTimestamp>readCollection(
                            USER, BOOKMARKS, reader -> reader.modified()));
                Waits.untilSomebodyWaitsForALock(binding);
                return writer.now();
              });

      assertThat(reading.get()).isEqualTo(written);
    }
  }

  @Test
  void poolWithoutAFreeConnection_saysSoInTime() throws ExecutionException, InterruptedException {
    MySqlSyncConfig narrow =
        new MySqlSyncConfig(
            new MySqlConfig(
                binding.config().database().url(),
                binding.config().database().user(),
                binding.config().database().password(),
                1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));
    try (MySqlStorage storage = MySqlStorage.open(narrow, SyncClock.system())) {
      CompletableFuture<String> message =
          storage.writeCollection(
              USER,
              BOOKMARKS,
              writer -> {
                assertThat(storage.pool().isExhausted()).isTrue();
                var second =
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            storage.verifyReachable();
                            return "reached";
                          } catch (StorageException e) {
                            return e.getMessage();
                          }
                        });
                second.join();
                return second;
              });

      assertThat(message.get()).contains("became free in time; all 1 are in use");
      assertThat(storage.pool().isExhausted()).isFalse();
    }
  }
}
