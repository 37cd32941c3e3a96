package godwit.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.sync.contract.StorageBinding;
import godwit.testdata.client.Account;
import godwit.testdata.client.Reply;
import godwit.testdata.client.SyncClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Malformed requests by the thousand. {@code -Dgodwit.fuzz.requests} says how many, {@code
 * -Dgodwit.fuzz.seed} which, and {@code -Dgodwit.fuzz.only} that only one of them is sent.
 */
public abstract class FuzzProof {
  private static final int REQUESTS = Integer.getInteger("godwit.fuzz.requests", 2_000);
  private static final int ONLY = Integer.getInteger("godwit.fuzz.only", -1);
  private static final int SENDERS = 4;
  private static final long GROWTH_BYTES = 32L << 20;
  private static final Account ATTACKER = Account.numbered(7001);
  private static final Account VICTIM = Account.numbered(7002);

  private final long seed = Long.getLong("godwit.fuzz.seed", System.nanoTime());
  private final AtomicInteger next = new AtomicInteger();
  private final Verdicts verdicts = new Verdicts();

  /** An empty database. */
  protected abstract StorageBinding bind();

  @Test
  void malformedRequests_getProperAnswersAndNothingElse() throws Exception {
    System.err.println("-Dgodwit.fuzz.seed=" + seed);
    try (StorageBinding binding = bind();
        ServedSync server = ServedSync.start(binding);
        SyncClient victim = server.device(VICTIM);
        SyncClient attacker = server.device(ATTACKER)) {
      plant(victim);
      Map<String, Object> before = storage(victim);
      var requests = new HostileRequests(seed, server.port(), ATTACKER, VICTIM);
      if (ONLY >= 0) {
        next.set(ONLY);
        sendUntil(requests, server, ONLY + 1);
      } else {
        sendUntil(requests, server, REQUESTS / 4);
        long usual = usedHeap(attacker);
        sendUntil(requests, server, REQUESTS);
        long growth = usedHeap(attacker) - usual;
        System.err.println("heap grew by " + (growth >> 10) + " KB");
        assertThat(growth).as("growth of the heap").isLessThan(GROWTH_BYTES);
      }
      System.err.println(REQUESTS + " requests: " + verdicts);
      assertThat(verdicts.findings()).as("seed %d", seed).isEmpty();
      assertThat(storage(victim)).isEqualTo(before);
    }
  }

  private static void plant(SyncClient victim) {
    for (String record : List.of("meta/global", "crypto/keys", "bookmarks/f1")) {
      Reply stored =
          victim.put("/storage/" + record, Records.payload(Verdicts.MARK + " of " + record));
      assertThat(stored.status()).isEqualTo(200);
    }
  }

  private static Map<String, Object> storage(SyncClient device) {
    Map<String, Object> all = new TreeMap<>();
    Map<String, Object> collections = device.get("/info/collections").object();
    collections.forEach(
        (name, time) ->
            all.put(name, List.of(time, device.get("/storage/" + name + "?full=1").array())));
    return all;
  }

  /** What the attacker has stored is no growth. */
  private static long usedHeap(SyncClient attacker) {
    assertThat(attacker.delete("/storage").status()).isEqualTo(200);
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void sendUntil(HostileRequests requests, ServedSync server, int end) throws Exception {
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      work.add(
          () -> {
            try (var sender = new HostileSender(server.port(), verdicts)) {
              for (int n = next.getAndIncrement(); n < end; n = next.getAndIncrement()) {
                sender.send(n, requests.number(n));
              }
              return null;
            }
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    try {
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    // Each sender drew one number too many.
    next.set(end);
  }
}
