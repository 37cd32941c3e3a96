package godwit.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.sync.contract.StorageBinding;
import godwit.testdata.client.Account;
import godwit.testdata.client.Reply;
import godwit.testdata.client.SyncClient;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Devices that write into one collection at once, through two servers on one database. {@code
 * -Dgodwit.race.seconds} says for how long, {@code -Dgodwit.race.seed} what they write.
 */
public abstract class RaceProof {
  private static final long SECONDS = Long.getLong("godwit.race.seconds", 2);
  private static final int WRITERS = 6;
  private static final Account ACCOUNT = Account.numbered(77);

  private final long seed = Long.getLong("godwit.race.seed", System.nanoTime());
  private final List<RaceWriter> writers = new ArrayList<>();
  private final List<RaceReader> readers = new ArrayList<>();

  /** An empty database. */
  protected abstract StorageBinding bind();

  @Test
  void writersAtOnce_loseNoUpdateAndGetTheTimesTheyWereTold() throws Exception {
    System.err.println("-Dgodwit.race.seed=" + seed);
    try (StorageBinding binding = bind();
        ServedSync one = ServedSync.start(binding);
        ServedSync two = ServedSync.start(binding);
        SyncClient judge = one.device(ACCOUNT)) {
      race(List.of(one, two));
      List<RaceWriter.Write> writes =
          writers.stream()
              .flatMap(writer -> writer.writes().stream())
              .sorted(Comparator.comparing(RaceWriter.Write::time))
              .toList();
      report(writes.size());
      assertThat(writes).isNotEmpty();
      requireRisingTimes(writes);
      requireOrderOfEvents(writes);
      requireStored(writes, judge);
      requireCounted(judge);
      requireRead(judge);
    }
  }

  private void race(List<ServedSync> servers) throws Exception {
    var random = new SplittableRandom(seed);
    List<Callable<Void>> work = new ArrayList<>();
    List<SyncClient> devices = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    for (int i = 0; i < WRITERS + servers.size(); i++) {
      SyncClient device = servers.get(i % servers.size()).device(ACCOUNT);
      devices.add(device);
      if (i < WRITERS) {
        var writer = new RaceWriter("w" + i, device, random.split());
        writers.add(writer);
        work.add(Executors.callable(() -> writer.writeUntil(deadline), null));
      } else {
        var reader = new RaceReader(device);
        readers.add(reader);
        work.add(Executors.callable(() -> reader.readUntil(deadline), null));
      }
    }
    // In a short race on a slow machine nobody might come to it.
    writers.get(0).increment();
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
      readers.forEach(RaceReader::read);
    } finally {
      threads.shutdown();
      devices.forEach(SyncClient::close);
    }
  }

  private void report(int writes) {
    System.err.printf(
        "%d s, %d devices, 2 servers: %d writes, %d increments, %d refused as stale (412),"
            + " %d conflicts (503), %d incremental reads%n",
        SECONDS,
        WRITERS,
        writes,
        writers.stream().mapToInt(RaceWriter::increments).sum(),
        writers.stream().mapToInt(RaceWriter::refused).sum(),
        writers.stream().mapToInt(RaceWriter::conflicts).sum(),
        readers.stream().mapToInt(RaceReader::reads).sum());
  }

  /** No two writes have the same time. */
  private static void requireRisingTimes(List<RaceWriter.Write> writes) {
    assertThat(writes).extracting(RaceWriter.Write::time).doesNotHaveDuplicates();
  }

  /** A write that began when another was acknowledged has the later time. */
  private static void requireOrderOfEvents(List<RaceWriter.Write> writes) {
    long latestBegin = Long.MIN_VALUE;
    for (RaceWriter.Write write : writes) {
      assertThat(write.ended())
          .as("end of the write at %s", write.time())
          .isGreaterThan(latestBegin);
      latestBegin = Math.max(latestBegin, write.begun());
    }
  }

  /** What is stored is what the writes leave, applied in the order of their times. */
  private static void requireStored(List<RaceWriter.Write> writes, SyncClient judge) {
    Map<String, List<Object>> expected = new HashMap<>();
    for (RaceWriter.Write write : writes) {
      write
          .records()
          .forEach(
              (id, payload) -> {
                if (payload == null) {
                  expected.remove(id);
                } else {
                  expected.put(id, List.of(payload, write.time()));
                }
              });
    }
    Map<String, List<Object>> stored = new HashMap<>();
    for (Map<String, Object> bso : all(judge)) {
      stored.put(Records.text(bso, "id"), List.of(bso.get("payload"), bso.get("modified")));
    }
    assertThat(stored).isEqualTo(expected);
    BigDecimal last = writes.get(writes.size() - 1).time();
    assertThat(judge.get("/info/collections").object()).containsEntry("bookmarks", last);
  }

  private static List<Map<String, Object>> all(SyncClient judge) {
    List<Map<String, Object>> all = new ArrayList<>();
    String path = "/storage/bookmarks?full=1&sort=oldest&limit=1000";
    Reply page = judge.get(path);
    all.addAll(page.objects());
    while (page.header("X-Weave-Next-Offset").isPresent()) {
      page = judge.get(path + "&offset=" + page.header("X-Weave-Next-Offset").get());
      all.addAll(page.objects());
    }
    return all;
  }

  /** As many increments as were acknowledged. */
  private void requireCounted(SyncClient judge) {
    int increments = writers.stream().mapToInt(RaceWriter::increments).sum();
    assertThat(judge.get("/storage/bookmarks/" + RaceWriter.COUNTER).object())
        .containsEntry("payload", Integer.toString(increments));
  }

  /** Devices that only ever asked for what is newer have missed nothing. */
  private void requireRead(SyncClient judge) {
    Map<String, Object> stored = new HashMap<>();
    all(judge).forEach(bso -> stored.put(Records.text(bso, "id"), bso.get("payload")));
    for (RaceReader reader : readers) {
      assertThat(reader.payloads()).containsAllEntriesOf(stored);
    }
  }
}
