package godwit.storage.spanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Struct;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.testdata.server.EmbeddedSpanner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("server")
class SpannerDatabaseIT {
  private static final List<String> COUNTER =
      List.of("CREATE TABLE counter (id INT64 NOT NULL, n INT64 NOT NULL) PRIMARY KEY (id)");

  @Test
  @Timeout(30)
  void verifyReachable_failsSoon_whenNobodyListens() throws IOException {
    try (var database = SpannerDatabase.open(deserted("127.0.0.1:" + freePort()))) {
      assertThatThrownBy(database::verifyReachable)
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
          .hasMessageContaining("projects/p/instances/in/databases/db")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  @Timeout(40)
  void verifyReachable_failsSoon_whenNobodyAnswers() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var database = SpannerDatabase.open(deserted("127.0.0.1:" + silent.getLocalPort()))) {
      assertThatThrownBy(database::verifyReachable)
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
    }
  }

  @Test
  void verifyReachable_namesAMissingDatabase() {
    try (var database = SpannerDatabase.open(EmbeddedSpanner.shared().config("never-made"))) {
      assertThatThrownBy(database::verifyReachable)
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
          .hasMessageContaining("never-made");
    }
  }

  @Test
  void read_saysThatTheSchemaIsMissing() {
    var config = EmbeddedSpanner.shared().createDatabase("database-bare", List.of());
    try (var target = SpannerTarget.open(SpannerDatabase.open(config))) {
      assertThatThrownBy(target::collectionIds)
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUITABLE))
          .hasMessageContaining("schema apply");
    }
  }

  @Test
  void readWrite_losesNoUpdate_fromManyThreadsAndClients() throws Exception {
    var config = EmbeddedSpanner.shared().createDatabase("database-counter", COUNTER);
    var threads = Executors.newFixedThreadPool(4);
    try (var one = SpannerDatabase.open(config);
        var two = SpannerDatabase.open(config)) {
      one.write(List.of(counter(0)));
      List<Callable<Long>> work = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        SpannerDatabase database = i % 2 == 0 ? one : two;
        work.add(() -> increment(database));
      }
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
      assertThat(increment(one)).isEqualTo(41);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long increment(SpannerDatabase database) {
    return database.readWrite(
        transaction -> {
          Struct row = transaction.readRow("counter", Key.of(1), List.of("n"));
          long next = Objects.requireNonNull(row).getLong(0) + 1;
          transaction.buffer(counter(next));
          return next;
        });
  }

  private static Mutation counter(long n) {
    return Mutation.newInsertOrUpdateBuilder("counter").set("id").to(1).set("n").to(n).build();
  }

  @Test
  @Timeout(120)
  void read_tellsWhyItWaits_andGivesUp_whenTheServerIsGone() {
    var waits = new ArrayList<String>();
    var policy =
        new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofSeconds(90));
    var emulator = EmbeddedSpanner.start();
    var config = emulator.createDatabase("database-gone", COUNTER);
    try (var database =
        SpannerDatabase.open(config, policy, (why, attempt, delay) -> waits.add(why))) {
      database.write(List.of(counter(1)));
      emulator.close();

      assertThatThrownBy(() -> database.write(List.of(counter(2))))
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
      // A connection that breaks with the request already sent has a code of its own.
      assertThat(waits).hasSize(2).allMatch(Set.of("UNAVAILABLE", "UNKNOWN")::contains);
      assertThat(waits).endsWith("UNAVAILABLE");
    } finally {
      emulator.close();
    }
  }

  private static SpannerConfig deserted(String host) {
    return new SpannerConfig("p", "in", "db", host);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
