package godwit.sync.spanner;

import static godwit.sync.spanner.SyncSite.BOOKMARKS;
import static godwit.sync.spanner.SyncSite.payload;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.storage.spanner.SpannerDatabase;
import godwit.sync.SyncClock;
import godwit.sync.SyncUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers, each with its own client of the database and the machine's clock. */
@Tag("server")
class TwoServersIT {
  private static final int WRITES = 40;

  private static SyncSite site;
  private static SpannerStorage one;
  private static SpannerStorage two;

  @BeforeAll
  static void open() {
    site = SyncSite.open();
    one = SpannerStorage.open(SpannerDatabase.open(site.tables.config()), SyncClock.system());
    two = SpannerStorage.open(SpannerDatabase.open(site.tables.config()), SyncClock.system());
  }

  @AfterAll
  static void close() {
    one.close();
    two.close();
    site.close();
  }

  /** A write as its writer was told of it. */
  private record Told(String id, SyncTimestamp before, SyncTimestamp now) {}

  @Test
  void writersOfOneCollection_comeOneAfterTheOther() throws Exception {
    SyncUser user = site.newUser();
    List<Told> told = writeFromBoth(user);

    told.sort((a, b) -> a.now.compareTo(b.now));
    for (int i = 1; i < told.size(); i++) {
      assertThat(told.get(i).before).isEqualTo(told.get(i - 1).now);
      assertThat(told.get(i).now).isGreaterThan(told.get(i - 1).now);
    }
    assertThat(stored(user)).isEqualTo(byId(told));
    assertThat(site.tables.counters(user, BOOKMARKS)).contains(new Usage(WRITES, 4 * WRITES));
  }

  private static List<Told> writeFromBoth(SyncUser user) throws Exception {
    List<Callable<Told>> work = new ArrayList<>();
    for (int i = 0; i < WRITES; i++) {
      String id = "r" + i;
      SpannerStorage server = i % 2 == 0 ? one : two;
      work.add(() -> write(server, user, id));
    }
    var threads = Executors.newFixedThreadPool(4);
    try {
      List<Told> told = new ArrayList<>();
      for (var done : threads.invokeAll(work)) {
        told.add(done.get());
      }
      return told;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Told write(SpannerStorage server, SyncUser user, String id) {
    return server.writeCollection(
        user,
        BOOKMARKS,
        writer -> {
          writer.put(List.of(payload(id, "text")));
          return new Told(id, writer.modified(), writer.now());
        });
  }

  private static Map<String, SyncTimestamp> byId(List<Told> told) {
    var byId = new HashMap<String, SyncTimestamp>();
    told.forEach(each -> byId.put(each.id, each.now));
    return byId;
  }

  private static Map<String, SyncTimestamp> stored(SyncUser user) {
    var stored = new HashMap<String, SyncTimestamp>();
    one.readCollection(
        user,
        BOOKMARKS,
        reader -> {
          site.tables
              .storedIds(user, BOOKMARKS)
              .forEach(id -> stored.put(id, reader.bsoModified(id)));
          return stored;
        });
    return stored;
  }
}
