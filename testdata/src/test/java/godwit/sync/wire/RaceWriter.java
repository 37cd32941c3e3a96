package godwit.sync.wire;

import godwit.testdata.client.Reply;
import godwit.testdata.client.SyncClient;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One of several devices that write into one collection, and what it was told about each write. */
final class RaceWriter {
  static final String COUNTER = "counter";
  private static final String ROOM = "/storage/bookmarks";
  private static final int SHARED = 5;

  private final String name;
  private final SyncClient device;
  private final SplittableRandom random;
  private final List<Write> writes = new ArrayList<>();
  private int made;
  private int increments;
  private int refused;
  private int conflicts;

  /**
   * A write that was acknowledged.
   *
   * @param begun before the request was sent, in nanoseconds
   * @param ended after the response had come
   * @param time that the server told
   * @param records payload by id; null for a deletion
   */
  record Write(long begun, long ended, BigDecimal time, Map<String, @Nullable String> records) {}

  RaceWriter(String name, SyncClient device, SplittableRandom random) {
    this.name = name;
    this.device = device;
    this.random = random;
  }

  List<Write> writes() {
    return writes;
  }

  int increments() {
    return increments;
  }

  int refused() {
    return refused;
  }

  int conflicts() {
    return conflicts;
  }

  void writeUntil(long deadline) {
    while (System.nanoTime() < deadline) {
      int choice = random.nextInt(100);
      if (choice < 30) {
        put("shared" + random.nextInt(SHARED));
      } else if (choice < 45) {
        put(name + "-" + made);
      } else if (choice < 60) {
        post();
      } else if (choice < 70) {
        batch();
      } else if (choice < 95) {
        increment();
      } else {
        delete();
      }
    }
  }

  private String payload() {
    return name + " wrote " + made++;
  }

  private void put(String id) {
    String payload = payload();
    long begun = System.nanoTime();
    Reply reply = device.put(ROOM + "/" + id, Records.payload(payload));
    if (isStored(reply)) {
      Map<String, @Nullable String> records = new HashMap<>();
      records.put(id, payload);
      keep(begun, new BigDecimal(reply.body()), records);
    }
  }

  private void delete() {
    String id = "shared" + random.nextInt(SHARED);
    long begun = System.nanoTime();
    Reply reply = device.delete(ROOM + "/" + id);
    if (reply.status() != 404 && isStored(reply)) {
      Map<String, @Nullable String> records = new HashMap<>();
      records.put(id, null);
      keep(begun, Records.time(reply.object(), "modified"), records);
    }
  }

  private void post() {
    Map<String, @Nullable String> records = new HashMap<>();
    String body = some(records);
    long begun = System.nanoTime();
    Reply reply = device.post(ROOM, body);
    if (isStored(reply)) {
      keep(begun, Records.time(reply.object(), "modified"), records);
    }
  }

  private void batch() {
    Map<String, @Nullable String> records = new HashMap<>();
    Reply started = device.post(ROOM + "?batch=true", some(records));
    if (started.status() != 202) {
      isStored(started);
      return;
    }
    String batch = "?batch=" + Records.text(started.object(), "batch").replace("=", "%3D");
    if (random.nextBoolean()) {
      Map<String, @Nullable String> more = new HashMap<>();
      Reply appended = device.post(ROOM + batch, some(more));
      if (appended.status() == 202) {
        records.putAll(more);
      } else {
        isStored(appended);
      }
    }
    String last = some(records);
    long begun = System.nanoTime();
    Reply committed = device.post(ROOM + batch + "&commit=true", last);
    if (isStored(committed)) {
      keep(begun, Records.time(committed.object(), "modified"), records);
    }
  }

  private String some(Map<String, @Nullable String> records) {
    Map<String, String> chosen = new HashMap<>();
    int wanted = random.nextInt(1, 8);
    while (chosen.size() < wanted) {
      String id = random.nextBoolean() ? "shared" + random.nextInt(SHARED) : name + "-" + made;
      chosen.put(id, payload());
    }
    records.putAll(chosen);
    return Records.list(
        chosen.entrySet().stream()
            .map(entry -> Records.record(entry.getKey(), entry.getValue()))
            .toList());
  }

  /** Adds one to the number that all writers share, unless another was faster. */
  void increment() {
    Reply read = device.get(ROOM + "/" + COUNTER);
    boolean absent = read.status() == 404;
    long count = absent ? 0 : Long.parseLong(Records.text(read.object(), "payload"));
    String since = absent ? "0" : read.header("X-Last-Modified").orElseThrow();
    String next = Long.toString(count + 1);
    long begun = System.nanoTime();
    Reply reply =
        device.put(ROOM + "/" + COUNTER, Records.payload(next), "X-If-Unmodified-Since", since);
    if (reply.status() == 412) {
      refused++;
    } else if (isStored(reply)) {
      increments++;
      Map<String, @Nullable String> records = new HashMap<>();
      records.put(COUNTER, next);
      keep(begun, new BigDecimal(reply.body()), records);
    }
  }

  private boolean isStored(Reply reply) {
    if (reply.status() == 503 && reply.header("Retry-After").isPresent()) {
      conflicts++;
      return false;
    }
    if (reply.status() != 200) {
      throw new AssertionError(name + " got " + reply);
    }
    return true;
  }

  private void keep(long begun, BigDecimal time, Map<String, @Nullable String> records) {
    writes.add(new Write(begun, System.nanoTime(), time, records));
  }
}
