package godwit.sync.web;

import static godwit.sync.web.SyncStage.brief;
import static godwit.sync.web.SyncStage.modified;
import static godwit.sync.web.SyncStage.text;
import static godwit.sync.web.SyncStage.time;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpResponse;
import godwit.sync.protocol.ServerLimits;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in several requests, and quotas, over HTTP. */
class BatchUploadTest {
  private static final Pattern BATCH = Pattern.compile("\"batch\":\"([^\"]+)\"");
  private final SyncStage stage = new SyncStage();

  private static String batch(HttpResponse response) {
    var batch = BATCH.matcher(text(response));
    assertThat(batch.find()).as(text(response)).isTrue();
    return batch.group(1);
  }

  private static String records(String... ids) {
    var list = new StringBuilder("[");
    for (String id : ids) {
      list.append(list.length() > 1 ? "," : "");
      list.append("{\"id\":\"%s\",\"payload\":\"12345\"}".formatted(id));
    }
    return list.append(']').toString();
  }

  @Test
  void batch_isInvisibleUntilItIsCommitted() {
    stage.put("/storage/col/old", "{}");
    HttpResponse started = stage.later().post("/storage/col?batch=true", records("a"));

    assertThat(started.status()).isEqualTo(202);
    assertThat(text(started)).startsWith("{\"success\":[\"a\"],\"failed\":{},\"batch\":\"");
    assertThat(modified(started)).isEqualTo(time(0));
    String id = batch(started);

    HttpResponse appended = stage.later().post("/storage/col?batch=" + id, records("b"));
    assertThat(appended.status()).isEqualTo(202);
    assertThat(batch(appended)).isEqualTo(id);
    assertThat(modified(appended)).isEqualTo(time(0));
    assertThat(text(stage.get("/storage/col"))).isEqualTo("[\"old\"]");
    assertThat(text(stage.get("/info/collections"))).isEqualTo("{\"col\":" + time(0) + "}");

    HttpResponse committed =
        stage.later().post("/storage/col?batch=" + id + "&commit=true", records("c"));
    assertThat(brief(committed))
        .isEqualTo("200 {\"modified\":" + time(3) + ",\"success\":[\"c\"],\"failed\":{}}");
    assertThat(modified(committed)).isEqualTo(time(3));
    assertThat(text(stage.get("/storage/col?newer=" + time(2)))).isEqualTo("[\"c\",\"b\",\"a\"]");
    assertThat(brief(stage.later().post("/storage/col?batch=" + id + "&commit=true", "[]")))
        .isEqualTo("400 0");
  }

  @Test
  void batch_inANewCollectionLeavesTheUsersTimeAtZero() {
    HttpResponse started = stage.post("/storage/col?batch", records("a"));

    assertThat(modified(started)).isEqualTo("0.00");
    assertThat(modified(stage.get("/info/collections"))).isEqualTo("0.00");
    assertThat(text(stage.get("/info/collections"))).isEqualTo("{}");
  }

  @Test
  void batchBegunAndCommittedAtOnce_isAnOrdinaryPost() {
    HttpResponse response = stage.post("/storage/col?batch=true&commit=true", records("a"));

    assertThat(brief(response))
        .isEqualTo("200 {\"modified\":" + time(0) + ",\"success\":[\"a\"],\"failed\":{}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"batch=none", "batch=none&commit=true", "commit=true", "batch=1&commit=0"})
  void batchThatIsNone_isCode0(String query) {
    assertThat(brief(stage.post("/storage/col?" + query, "[]"))).isEqualTo("400 0");
  }

  @Test
  void batch_ofAnotherCollectionIsNone() {
    String id = batch(stage.post("/storage/col?batch=true", "[]"));

    assertThat(brief(stage.later().post("/storage/other?batch=" + id, "[]"))).isEqualTo("400 0");
  }

  @Test
  void batch_expiresAfterTwoHours() {
    String id = batch(stage.post("/storage/col?batch=true", "[]"));
    stage.clock.advance(7_200_001 + 10);
    var late = brief(stage.post("/storage/col?batch=" + id, "[]"));

    assertThat(late).isIn("400 0", "401 0");
  }

  @Test
  void faultyRecordOfABatch_doesNotPreventTheCommit() {
    String id = batch(stage.post("/storage/col?batch=true", records("a")));
    HttpResponse appended =
        stage.later().post("/storage/col?batch=" + id, "[{\"id\":\"bad\",\"x\":1},{\"id\":\"b\"}]");

    assertThat(text(appended)).contains("\"failed\":{\"bad\":\"unknown field x\"}");
    assertThat(stage.later().post("/storage/col?batch=" + id + "&commit=true", "[]").status())
        .isEqualTo(200);
    assertThat(text(stage.get("/storage/col"))).isEqualTo("[\"b\",\"a\"]");
  }

  @Test
  void totals_areCountedAndNotOnlyAnnounced() {
    var limits = new ServerLimits(100, 10, 100, 1000, 22, 4, Map.of());
    var small = new SyncStage(WebSettings.of(limits, SyncStage.VERSION));
    String id = batch(small.post("/storage/col?batch=true", records("a", "b", "c")));

    // The same record again does not count twice.
    assertThat(small.later().post("/storage/col?batch=" + id, records("c", "d")).status())
        .isEqualTo(202);
    assertThat(brief(small.later().post("/storage/col?batch=" + id, "[{\"id\":\"e\"}]")))
        .isEqualTo("400 17");
    assertThat(
            brief(
                small
                    .later()
                    .post(
                        "/storage/col?batch=" + id + "&commit=true",
                        "[{\"id\":\"a\",\"payload\":\"12345678\"}]")))
        .isEqualTo("400 17");
    assertThat(
            brief(small.later().post("/storage/col?batch=" + id, records("a", "b", "c", "d", "e"))))
        .isEqualTo("400 17");
    assertThat(small.later().post("/storage/col?batch=" + id + "&commit=true", "[]").status())
        .isEqualTo(200);
    assertThat(text(small.get("/info/collection_counts"))).isEqualTo("{\"col\":4}");
    assertThat(
            brief(small.later().post("/storage/col?batch=true", records("1", "2", "3", "4", "5"))))
        .isEqualTo("400 17");
  }

  @Test
  void preconditions_holdForEachRequestOfABatch() {
    String id = batch(stage.post("/storage/col?batch=true", "[]"));
    stage.later().put("/storage/col/a", "{}");

    assertThat(
            stage
                .later()
                .post("/storage/col?batch=" + id, "[]", "X-If-Unmodified-Since", "0")
                .status())
        .isEqualTo(412);
  }

  private static SyncStage withQuota(QuotaPolicy.Mode mode) {
    return new SyncStage(SyncStage.SETTINGS.withQuota(new QuotaPolicy(10, mode)));
  }

  @Test
  void quota_letsTheWriteThatCrossesItThroughAndRefusesTheNext() {
    var limited = withQuota(QuotaPolicy.Mode.ENFORCED);

    assertThat(limited.put("/storage/col/a", "{\"payload\":\"123456789\"}").status())
        .isEqualTo(200);
    assertThat(limited.later().put("/storage/col/b", "{\"payload\":\"123\"}").status())
        .isEqualTo(200);
    assertThat(brief(limited.later().put("/storage/other/c", "{}"))).isEqualTo("403 14");
    assertThat(brief(limited.later().post("/storage/other", "[]"))).isEqualTo("403 14");
    assertThat(brief(limited.later().post("/storage/other?batch=true", "[]"))).isEqualTo("403 14");
    assertThat(limited.heard).contains("quota true").doesNotContain("quota false");
    assertThat(limited.later().delete("/storage/col/a").status()).isEqualTo(200);
    assertThat(limited.later().put("/storage/other/c", "{}").status()).isEqualTo(200);
  }

  @Test
  void quota_countsWhatABatchHasStaged() {
    var limited = withQuota(QuotaPolicy.Mode.ENFORCED);
    String id = batch(limited.post("/storage/col?batch=true", records("a")));

    assertThat(brief(limited.later().post("/storage/col?batch=" + id, records("b"))))
        .isEqualTo("403 14");
    assertThat(limited.later().post("/storage/col?batch=" + id, records("a")).status())
        .isEqualTo(202);
    assertThat(limited.later().post("/storage/col?batch=" + id + "&commit=true", "[]").status())
        .isEqualTo(200);
  }

  @Test
  void quota_thatIsOnlyWatchedRefusesNothingAndIsHeardOnce() {
    var watched = withQuota(QuotaPolicy.Mode.WATCHED);
    watched.put("/storage/col/a", "{\"payload\":\"1234567890\"}");

    assertThat(watched.later().put("/storage/col/b", "{}").status()).isEqualTo(200);
    assertThat(watched.heard).containsOnlyOnce("quota false");
  }
}
