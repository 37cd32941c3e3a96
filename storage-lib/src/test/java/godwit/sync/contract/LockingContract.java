package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.sync.CollectionWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Writers of one user at once, and readers beside them. */
abstract class LockingContract extends TwoServers {
  // All writes together advance a clock by less than a server waits for its own.
  private static final int THREADS = 4;
  private static final int WRITES = 8;

  /** What one write saw and made. */
  private record Step(SyncTimestamp before, SyncTimestamp now, int counter, String own) {}

  /** Counts one up in a record that all share, and writes one of its own. */
  private static Step countUp(CollectionWriter writer, String own) {
    int counter = writer.bso("shared").map(bso -> Integer.parseInt(bso.payload())).orElse(0) + 1;
    var step = new Step(writer.modified(), writer.now(), counter, own);
    writer.put(List.of(payload("shared", Integer.toString(counter)), payload(own, own)));
    return step;
  }

  @Test
  void writersOfOneCollection_comeOneAfterTheOther() throws Exception {
    List<Callable<List<Step>>> jobs = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int me = thread;
      jobs.add(
          () -> {
            List<Step> mine = new ArrayList<>();
            for (int i = 0; i < WRITES; i++) {
              String own = "own" + me + "x" + i;
              mine.add(
                  Crew.insist(
                      () ->
                          server(me)
                              .writeCollection(user, BOOKMARKS, writer -> countUp(writer, own))));
            }
            return mine;
          });
    }
    List<Step> steps =
        Crew.run(jobs).stream().flatMap(List::stream).sorted(comparing(Step::now)).toList();

    assertThat(steps).hasSize(THREADS * WRITES);
    SyncTimestamp before = ZERO;
    for (int i = 0; i < steps.size(); i++) {
      assertThat(steps.get(i).before).as("what step %d saw", i).isEqualTo(before);
      assertThat(steps.get(i).counter).as("the count of step %d", i).isEqualTo(i + 1);
      assertThat(bsoModified(steps.get(i).own)).isEqualTo(steps.get(i).now);
      before = steps.get(i).now;
    }
    assertThat(time()).isEqualTo(before);
    assertThat(textOf("shared")).contains(Integer.toString(THREADS * WRITES));
  }

  @Test
  void firstWriters_ofANewCollectionBothGetThrough() throws Exception {
    for (int round = 0; round < 5; round++) {
      user = stage().newUser();
      List<SyncTimestamp> times =
          Crew.run(List.of(putting(0, BOOKMARKS, "a"), putting(1, BOOKMARKS, "b")));

      assertThat(times.get(0)).isNotEqualTo(times.get(1));
      assertThat(bsoModified("a")).isEqualTo(times.get(0));
      assertThat(bsoModified("b")).isEqualTo(times.get(1));
      assertThat(time()).isEqualTo(Collections.max(times));
      assertThat(storedBytes()).isEqualTo(2);
    }
  }

  @Test
  void firstWriters_ofANewNameGiveItOneId() throws Exception {
    for (int round = 0; round < 5; round++) {
      var name = new CollectionName("made-at-once-" + round);
      List<Callable<SyncTimestamp>> jobs = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        jobs.add(puttingForNewUser(thread, name));
      }
      Crew.run(jobs);

      assertThat(behind().idsOf(name)).isEqualTo(1);
    }
  }

  /** A user of its own each, who must find the collection afterwards. */
  private Callable<SyncTimestamp> puttingForNewUser(int thread, CollectionName name) {
    var own = stage().newUser();
    return () -> {
      SyncTimestamp written =
          Crew.insist(
              () ->
                  server(thread)
                      .writeCollection(
                          own,
                          name,
                          writer -> {
                            writer.put(List.of(payload("a", "1")));
                            return writer.now();
                          }));
      Map<CollectionName, SyncTimestamp> times =
          server(thread + 1).readStorage(own, reader -> reader.collectionTimes());
      assertThat(times).isEqualTo(Map.of(name, written));
      return written;
    };
  }

  @Test
  void writersOfSeveralCollections_loseNothing() throws Exception {
    List<Callable<SyncTimestamp>> jobs = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      jobs.add(putting(thread, new CollectionName("parallel" + thread), "a"));
    }
    List<SyncTimestamp> written = Crew.run(jobs);

    for (int thread = 0; thread < THREADS; thread++) {
      assertThat(times())
          .containsEntry(new CollectionName("parallel" + thread), written.get(thread));
    }
    assertThat(userTime()).isEqualTo(Collections.max(written));
  }

  @Test
  void readers_seeAWriterWholeOrNotAtAll() throws Exception {
    int rounds = 15;
    writeAll(0);
    Callable<Integer> writing =
        () -> {
          for (int round = 1; round <= rounds; round++) {
            int text = round;
            Crew.insist(() -> writeAll(text));
          }
          return rounds;
        };
    Callable<Integer> reading =
        () -> {
          int seen = 0;
          while (seen < rounds && !Thread.currentThread().isInterrupted()) {
            int next = readAll();
            assertThat(next).isGreaterThanOrEqualTo(seen);
            seen = next;
          }
          return seen;
        };

    assertThat(Crew.run(List.of(writing, reading))).containsExactly(rounds, rounds);
  }

  private SyncTimestamp writeAll(int round) {
    String text = Integer.toString(round);
    return put(payload("a", text), payload("b", text), payload("c", text));
  }

  /** Reads piece by piece within one session; returns the round that all pieces are of. */
  private int readAll() {
    return Crew.insist(
        () ->
            other.readCollection(
                user,
                BOOKMARKS,
                reader -> {
                  SyncTimestamp time = reader.modified();
                  List<Bso> found =
                      Stream.of("a", "b", "c").map(id -> reader.bso(id).orElseThrow()).toList();
                  assertThat(found).extracting(Bso::modified).containsOnly(time);
                  assertThat(found)
                      .extracting(Bso::payload)
                      .hasSize(3)
                      .containsOnly(found.get(0).payload());
                  assertThat(reader.bsos(Queries.ids("a", "b", "c")).items())
                      .containsExactlyInAnyOrderElementsOf(found);
                  return Integer.parseInt(found.get(0).payload());
                }));
  }

  @Test
  void readersOfAUser_seeTimesAndUsageOfOneMoment() throws Exception {
    int rounds = 15;
    put(payload("id0", "x"));
    Callable<Integer> writing =
        () -> {
          for (int round = 1; round <= rounds; round++) {
            String id = "id" + round;
            CollectionName collection = round % 2 == 0 ? BOOKMARKS : HISTORY;
            Crew.insist(() -> putInto(collection, payload(id, "x")));
          }
          return rounds;
        };
    Callable<Integer> reading =
        () -> {
          long seen = 0;
          while (seen <= rounds && !Thread.currentThread().isInterrupted()) {
            seen = Crew.insist(this::rowsAtOneMoment);
          }
          return rounds;
        };

    assertThat(Crew.run(List.of(writing, reading))).containsExactly(rounds, rounds);
  }

  private long rowsAtOneMoment() {
    return other.readStorage(
        user,
        reader -> {
          Map<CollectionName, SyncTimestamp> times = reader.collectionTimes();
          var usage = reader.visibleUsage();
          assertThat(reader.modified()).isEqualTo(Collections.max(times.values()));
          assertThat(usage.keySet()).isEqualTo(times.keySet());
          return usage.values().stream().mapToLong(u -> u.rows()).sum();
        });
  }
}
