package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.ServedStore;
import godwit.testdata.client.Account;
import godwit.testdata.client.Reply;
import godwit.testdata.client.SyncClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A device that writes into a collection through a server while it is purged: records of its own,
 * and new versions of records that the purge is after.
 */
final class RacingClient implements AutoCloseable {
  private static final int OK = 200;
  private static final int BUSY = 503;
  private static final int LEAST = 60;

  /** Longer than any cut-off of these tests is ahead. */
  private static final long TTL = 31_000_000;

  private final SyncClient client;
  private final String collection;
  private final List<String> wanted;
  private final Map<String, String> written = new TreeMap<>();
  private final AtomicBoolean over = new AtomicBoolean();

  RacingClient(ServedStore server, Account account, String collection, List<String> wanted) {
    this.client = server.device(account);
    this.collection = collection;
    this.wanted = wanted;
  }

  /** Writes until told to end, and a few dozen times at least. */
  void run() {
    for (int i = 0; i < LEAST || !over.get(); i++) {
      boolean isNew = i % 3 == 0 || i >= wanted.size();
      String id = isNew ? "new%09d".formatted(i) : wanted.get(i);
      String payload = "payload %d ".formatted(i) + "x".repeat(i % 97);
      Reply reply = client.put(path(id), "{\"payload\":\"%s\",\"ttl\":%d}".formatted(payload, TTL));
      // Who was in the way of another writer is told to come back, and wrote nothing.
      assertThat(reply.status()).as(reply.body()).isIn(OK, BUSY);
      if (reply.status() == OK) {
        written.put(id, payload);
      }
    }
  }

  void end() {
    over.set(true);
  }

  /** What was acknowledged. */
  Map<String, String> written() {
    return written;
  }

  /** The same records as a client reads them now. */
  Map<String, String> read() {
    Map<String, String> read = new TreeMap<>();
    for (String id : written.keySet()) {
      Reply reply = client.get(path(id));
      read.put(id, reply.status() == OK ? (String) reply.object().get("payload") : "gone");
    }
    return read;
  }

  private String path(String id) {
    return "/storage/" + collection + "/" + id;
  }

  @Override
  public void close() {
    client.close();
  }
}
