package godwit.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.testdata.client.Reply;
import godwit.testdata.client.SyncClient;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** A device that keeps a copy of one collection by asking for what is newer than the last time. */
final class RaceReader {
  private final SyncClient device;
  private final Map<String, Object> payloads = new HashMap<>();
  private BigDecimal seen = BigDecimal.ZERO;
  private int reads;

  RaceReader(SyncClient device) {
    this.device = device;
  }

  int reads() {
    return reads;
  }

  Map<String, Object> payloads() {
    return payloads;
  }

  void readUntil(long deadline) {
    while (System.nanoTime() < deadline) {
      read();
    }
  }

  /** Everything read must lie between what was seen before and what the response says it shows. */
  void read() {
    Reply reply = device.get("/storage/bookmarks?full=1&newer=" + seen.toPlainString());
    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    BigDecimal now = reply.time("X-Last-Modified");
    assertThat(now).isGreaterThanOrEqualTo(seen);
    for (Map<String, Object> bso : reply.objects()) {
      assertThat(Records.time(bso, "modified")).isGreaterThan(seen).isLessThanOrEqualTo(now);
      payloads.put(Records.text(bso, "id"), bso.get("payload"));
    }
    seen = now;
    reads++;
  }
}
