package godwit.sync.spanner;

import static godwit.sync.spanner.SyncSite.BOOKMARKS;
import static godwit.sync.spanner.SyncSite.assertRefused;
import static godwit.sync.spanner.SyncSite.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.storage.StorageException;
import godwit.storage.spanner.CommitFaults;
import godwit.storage.spanner.CommitFaults.Fault;
import godwit.sync.CollectionWriter;
import godwit.sync.SyncClock;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncRefusal.Kind;
import godwit.sync.SyncUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commits that fail after the work was done, which only the commit itself can tell. */
@Tag("server")
class CommitFaultsIT {
  private static final int SERVERS = 2;
  private static final int WRITES = 15;

  private static SyncSite site;

  private final CommitFaults faults = new CommitFaults();
  private SyncUser user;

  @BeforeAll
  static void open() {
    site = SyncSite.open();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @BeforeEach
  void newUser() {
    user = site.newUser();
  }

  @Test
  void abortedCommit_runsTheWorkAgainAndCountsOnce() {
    try (var storage = SpannerStorage.open(faults.open(site.tables.config()), site.clock)) {
      faults.next(Fault.ABORTED, Fault.ABORTED);
      var runs = new AtomicInteger();
      SyncTimestamp told =
          storage.writeCollection(
              user,
              BOOKMARKS,
              writer -> {
                writer.put(List.of(payload("a", "run " + runs.incrementAndGet())));
                return writer.now();
              });

      assertThat(faults.areDone()).isTrue();
      assertThat(runs).hasValue(3);
      assertThat(site.bso(user, "a").payload()).isEqualTo("run 3");
      assertThat(site.bso(user, "a").modified()).isEqualTo(told);
      assertThat(site.tables.counters(user, BOOKMARKS)).contains(new Usage(1, 5));
    }
  }

  /** On tables of its own: the attempt that time cuts short stays open on the server. */
  @Test
  void workThatWasAbortedUntilTimeIsUp_isAConflict() {
    try (var alone = SyncSite.open("sync-aborted");
        var hasty =
            SpannerStorage.open(
                faults.open(alone.tables.config()), alone.clock, Duration.ofSeconds(5))) {
      SyncUser other = alone.newUser();
      hasty.writeCollection(other, BOOKMARKS, writer -> put(writer, "a", "1"));
      faults.next(Fault.ABORTED);
      var runs = new AtomicInteger();

      assertRefused(
          Kind.CONFLICT,
          () ->
              hasty.writeCollection(
                  user,
                  BOOKMARKS,
                  writer -> {
                    put(writer, "a", "never");
                    return runs.incrementAndGet() == 1 ? writer.now() : readOn(writer);
                  }));
      assertThat(faults.areDone()).isTrue();
      assertThat(alone.tables.row(user, BOOKMARKS)).isEmpty();
    }
  }

  private static SyncTimestamp put(CollectionWriter writer, String id, String payload) {
    writer.put(List.of(payload(id, payload)));
    return writer.now();
  }

  /** Until a read fails, since time is up. */
  private static SyncTimestamp readOn(CollectionWriter writer) {
    while (true) {
      SyncTimestamp unused = writer.bsoModified("b");
    }
  }

  @Test
  void commitWhoseAnswerIsLost_isNotRunAgain() {
    try (var storage = SpannerStorage.open(faults.open(site.tables.config()), site.clock)) {
      var runs = new ArrayList<SyncTimestamp>();
      faults.next(Fault.ANSWER_LOST);

      assertThatThrownBy(
              () ->
                  storage.writeCollection(
                      user,
                      BOOKMARKS,
                      writer -> {
                        runs.add(writer.now());
                        writer.put(List.of(payload("a", "12345")));
                        return writer.now();
                      }))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.TRANSIENT));
      assertThat(runs).hasSize(1);
      assertThat(site.bso(user, "a").modified()).isEqualTo(runs.get(0));
    }
  }

  /** With nothing in this process that would keep them apart: only Spanner does. */
  @Test
  void writersOfTwoServers_loseNoUpdate() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(SERVERS);
    try {
      List<Future<Integer>> written = new ArrayList<>();
      for (int server = 0; server < SERVERS; server++) {
        written.add(threads.submit(appends(server)));
      }
      int all = 0;
      for (Future<Integer> one : written) {
        all += one.get();
      }
      assertThat(all).isPositive();
      assertThat(site.tables.storedIds(user, BOOKMARKS)).hasSize(all);
      assertThat(site.tables.counters(user, BOOKMARKS)).contains(new Usage(all, all));
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<Integer> appends(int server) {
    return () -> {
      int written = 0;
      try (var storage =
          SpannerStorage.open(new CommitFaults().open(site.tables.config()), SyncClock.system())) {
        for (int i = 0; i < WRITES; i++) {
          written += append(storage, "s" + server + "-" + i) ? 1 : 0;
        }
      }
      return written;
    };
  }

  private boolean append(SpannerStorage storage, String id) {
    try {
      SyncTimestamp time =
          storage.writeCollection(
              user,
              BOOKMARKS,
              writer -> {
                writer.put(List.of(payload(id, "1")));
                return writer.now();
              });
      return time.millis() > 0;
    } catch (SyncRefusal refused) {
      assertThat(refused.kind()).isEqualTo(SyncRefusal.Kind.CONFLICT);
      return false;
    }
  }
}
