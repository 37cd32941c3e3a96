package godwit.sync.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.storage.StorageException;
import godwit.storage.mysql.MySqlConfig;
import godwit.sync.BsoChange;
import godwit.sync.CollectionWriter;
import godwit.sync.StorageWriter;
import godwit.sync.SyncClock;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncUser;
import godwit.testdata.server.EmbeddedMySql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that does not answer, or takes long, holds no request for ever. */
@Tag("server")
@Timeout(60)
class SilentServerTest {
  private static final CollectionName BOOKMARKS = new CollectionName("bookmarks");
  private static final SyncUser USER = new SyncUser(7, "0a", "1-k");

  private final MySqlBinding binding = new MySqlBinding(ServedLayout.OURS);

  @AfterEach
  void close() {
    binding.close();
  }

  private MySqlStorage open(int port) {
    return open(port, Duration.ofSeconds(2));
  }

  private MySqlStorage open(int port, Duration connectionWait) {
    MySqlConfig real = binding.config().database();
    String url = real.url().replace(":" + EmbeddedMySql.shared().port(), ":" + port);
    var database = new MySqlConfig(url, real.user(), real.password(), 2);
    var config =
        new MySqlSyncConfig(database, connectionWait, Duration.ofSeconds(1), Duration.ofSeconds(4));
    return MySqlStorage.open(config, SyncClock.system());
  }

  private static SyncTimestamp put(MySqlStorage storage) {
    return storage.writeCollection(
        USER,
        BOOKMARKS,
        writer -> {
          writer.put(List.of(new BsoChange("a", null, "x", null)));
          return writer.now();
        });
  }

  /** Which of the two depends on how long ago the pool has used the connection. */
  private static void assertMayPass(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class,
            failure ->
                assertThat(failure.kind())
                    .isIn(StorageException.Kind.UNREACHABLE, StorageException.Kind.TRANSIENT));
  }

  @Test
  void requestToASilentServer_failsAsOneThatMaySucceedLater() throws IOException {
    try (var proxy = new StallingProxy(EmbeddedMySql.shared().port());
        MySqlStorage storage = open(proxy.port())) {
      put(storage);
      proxy.stall();

      assertMayPass(() -> put(storage));
    }
  }

  @Test
  void signOfLifeOfASilentServer_isNotWaitedForLong() throws IOException {
    try (var proxy = new StallingProxy(EmbeddedMySql.shared().port());
        MySqlStorage storage = open(proxy.port())) {
      storage.verifyReachable();
      proxy.stall();

      assertMayPass(storage::verifyReachable);
    }
  }

  @Test
  void signOfLife_waitsLessForAConnectionThanRequestsDo() {
    var other = new SyncUser(8, "0b", "1-k");
    try (MySqlStorage storage = open(EmbeddedMySql.shared().port(), Duration.ofMinutes(5))) {
      storage.<Boolean>readStorage(
          USER,
          first ->
              storage.<Boolean>readStorage(
                  other,
                  second -> {
                    assertMayPass(storage::verifyReachable);
                    return true;
                  }));
    }
  }

  /** As while an operator alters it: such locks have a timeout of their own, a day by default. */
  @Test
  void tableLockedByAnOperator_isAConflict() throws SQLException {
    try (MySqlStorage storage = open(EmbeddedMySql.shared().port());
        Connection operator = binding.connect();
        var statement = operator.createStatement()) {
      put(storage);
      statement.execute("LOCK TABLES bso WRITE");

      assertThatThrownBy(() -> put(storage))
          .isInstanceOfSatisfying(
              SyncRefusal.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(SyncRefusal.Kind.CONFLICT));
      statement.execute("UNLOCK TABLES");
      put(storage);
    }
  }

  private void multiply() {
    for (int i = 0; i < 13; i++) {
      binding.execute(
          """
          INSERT INTO bso (userid, collection, id, payload, modified, ttl)
          SELECT userid, collection, CONCAT(id, '%c'), payload, modified, ttl FROM bso
          """
              .formatted('b' + i));
    }
  }

  @Test
  void deletionOfMoreRecordsThanOneStatementTakes_leavesNone() {
    try (MySqlStorage storage = binding.open(SyncClock.system())) {
      put(storage);
      multiply();
      assertThat(binding.storedIds(USER, BOOKMARKS)).hasSize(8_192);
      storage.writeCollection(USER, BOOKMARKS, CollectionWriter::deleteCollection);
      assertThat(binding.storedIds(USER, BOOKMARKS)).isEmpty();

      put(storage);
      multiply();
      storage.writeStorage(
          USER,
          writer -> {
            writer.deleteAll();
            return writer.now();
          });
      assertThat(binding.storedIds(USER, BOOKMARKS)).isEmpty();
      assertThat(storage.<SyncTimestamp>writeStorage(USER, StorageWriter::modified).millis())
          .isZero();
    }
  }
}
