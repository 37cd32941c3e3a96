package godwit.cli.bench;

import godwit.testdata.client.Reply;
import godwit.testdata.client.SyncClient;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * One visit of a device, in the proportions that the reference server was tried with: what is new,
 * the settings in two visits of five, lists of no or some collections, uploads of no or some, and
 * one visit in a hundred deletes everything.
 */
final class LoadVisit {
  private static final List<String> COLLECTIONS =
      List.of("bookmarks", "forms", "passwords", "history", "prefs");
  private static final int[] READS = {71, 15, 7, 4, 3};
  private static final int[] UPLOADS = {67, 18, 9, 4, 2};
  private static final int SETTINGS_PERCENT = 40;
  private static final int DELETE_ALL_PERCENT = 1;

  /** Our own choice, as is the number of ids: the proportions say nothing of either. */
  private static final int RECORDS = 10;

  private static final int IDS = 200;

  private final SyncClient device;
  private final SplittableRandom random;
  private final Heard heard;

  /** Hears of each request that was answered. */
  @FunctionalInterface
  interface Heard {
    void answered(String route, int status, long nanos);
  }

  LoadVisit(SyncClient device, SplittableRandom random, Heard heard) {
    this.device = device;
    this.random = random;
    this.heard = heard;
  }

  void run() {
    send("GET info/collections", () -> device.get("/info/collections"));
    if (random.nextInt(100) < SETTINGS_PERCENT) {
      Reply found = send("GET meta/global", () -> device.get("/storage/meta/global"));
      if (found.status() == 404) {
        send("PUT meta/global", () -> device.put("/storage/meta/global", record("")));
      }
    }
    int from = random.nextInt(COLLECTIONS.size());
    int reads = drawn(READS);
    for (int i = 0; i < reads; i++) {
      String path = "/storage/" + COLLECTIONS.get((from + i) % COLLECTIONS.size());
      send("GET collection", () -> device.get(path + "?full=1&limit=100"));
    }
    int uploads = drawn(UPLOADS);
    for (int i = 0; i < uploads; i++) {
      String path = "/storage/" + COLLECTIONS.get((from + i) % COLLECTIONS.size());
      String body = records();
      send("POST collection", () -> device.post(path + "?batch=true&commit=true", body));
    }
    if (random.nextInt(100) < DELETE_ALL_PERCENT) {
      send("DELETE storage", () -> device.delete("/storage"));
    }
  }

  private Reply send(String route, Supplier<Reply> request) {
    long begun = System.nanoTime();
    Reply reply = request.get();
    heard.answered(route, reply.status(), System.nanoTime() - begun);
    return reply;
  }

  private int drawn(int[] percents) {
    int left = random.nextInt(100);
    int count = 0;
    while (left >= percents[count]) {
      left -= percents[count];
      count++;
    }
    return count;
  }

  private String records() {
    var list = new StringBuilder("[");
    int first = random.nextInt(IDS);
    for (int i = 0; i < RECORDS; i++) {
      list.append(i == 0 ? "" : ",");
      list.append(record("\"id\":\"b%07d\",".formatted((first + i) % IDS)));
    }
    return list.append(']').toString();
  }

  private String record(String id) {
    return "{" + id + "\"payload\":\"" + "x".repeat(payloadLength()) + "\"}";
  }

  /** Pareto with shape 3 from 300 on: 450 bytes on average, at times much more. */
  private int payloadLength() {
    return (int) Math.min(1 << 20, 300 / Math.cbrt(1 - random.nextDouble()));
  }
}
