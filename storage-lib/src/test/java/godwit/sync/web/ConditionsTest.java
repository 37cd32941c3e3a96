package godwit.sync.web;

import static godwit.sync.web.SyncStage.brief;
import static godwit.sync.web.SyncStage.modified;
import static godwit.sync.web.SyncStage.text;
import static godwit.sync.web.SyncStage.time;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpResponse;
import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Preconditions, and the order in which errors win, over HTTP. */
class ConditionsTest {
  private static final String SINCE = "X-If-Modified-Since";
  private static final String UNLESS_SINCE = "X-If-Unmodified-Since";
  private final SyncStage stage = new SyncStage();

  /** Record a at 0, record b at 1, another collection at 2; it is 3 now. */
  @BeforeEach
  void fill() {
    stage.put("/storage/col/a", "{}");
    stage.later().put("/storage/col/b", "{\"payload\":\"p\"}");
    stage.later().put("/storage/other/a", "{}");
    stage.later();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /storage/col/a, 0",
    "GET, /storage/col/b, 1",
    "GET, /storage/col, 1",
    "GET, /info/collections, 2",
    "GET, /info/collection_counts, 2",
    "GET, /info/collection_usage, 2",
    "GET, /info/quota, 2",
    "PUT, /storage/col/a, 0",
    "POST, /storage/col, 1",
    "DELETE, /storage/col/a, 0",
    "DELETE, /storage/col, 1",
    "DELETE, /storage/col?ids=a, 1",
    "DELETE, /storage, 2",
    "DELETE, '', 2"
  })
  void preconditions_compareWithTheResourceAddressed(String method, String path, int step) {
    String body = method.equals("PUT") ? "{}" : method.equals("POST") ? "[]" : "";
    String before = new BigDecimal(time(step)).subtract(new BigDecimal("0.01")).toPlainString();

    HttpResponse unmodified = stage.send(method, path, body, SINCE, time(step));
    HttpResponse failed = stage.send(method, path, body, UNLESS_SINCE, before);

    assertThat(brief(unmodified)).isEqualTo("304");
    assertThat(brief(failed)).isEqualTo("412");
    assertThat(modified(unmodified)).isEqualTo(time(step));
    assertThat(modified(failed)).isEqualTo(time(step));
    assertThat(stage.send(method, path, body, UNLESS_SINCE, time(step)).status()).isEqualTo(200);
  }

  @Test
  void modifiedSince_isMetByALaterChange() {
    assertThat(stage.get("/storage/col", SINCE, time(0)).status()).isEqualTo(200);
  }

  /** A move carries times exactly, and some servers kept milliseconds. */
  @ParameterizedTest
  @ValueSource(strings = {"/storage/fine", "/storage/fine/a", "/info/collections"})
  void timeFinerThanTheWire_isComparedAsItWasTold(String path) {
    var fine = SyncTimestamp.ofMillis(SyncStage.START_MILLIS + 10_005);
    var name = new CollectionName("fine");
    stage.database.restore(
        SyncStage.USER, name, new Bso("a", null, "p", fine, Expiry.PYTHON_NEVER));
    stage.clock.advance(20_000);

    String told = modified(stage.get(path));
    assertThat(told).isEqualTo(time(1000));
    assertThat(stage.get(path, SINCE, told).status()).isEqualTo(304);
    assertThat(stage.get(path, UNLESS_SINCE, told).status()).isEqualTo(200);
    assertThat(text(stage.get("/storage/fine?newer=" + told))).isEqualTo("[]");
    assertThat(text(stage.get("/storage/fine?newer=" + time(999)))).isEqualTo("[\"a\"]");
    assertThat(text(stage.get("/storage/fine?older=" + time(1001)))).isEqualTo("[\"a\"]");
    assertThat(text(stage.get("/storage/fine?older=" + told))).isEqualTo("[]");
  }

  @Test
  void unmodifiedSinceZero_meansCreateOnly() {
    assertThat(stage.put("/storage/col/new", "{}", UNLESS_SINCE, "0").status()).isEqualTo(200);
    assertThat(stage.later().put("/storage/col/new", "{}", UNLESS_SINCE, "0").status())
        .isEqualTo(412);
  }

  @Test
  void modifiedSinceZero_isNotMetByWhatIsNotThere() {
    assertThat(stage.get("/storage/col/none", SINCE, "0").status()).isEqualTo(304);
    assertThat(stage.get("/storage/none", SINCE, "0").status()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "NaN", "1,2"})
  void precondition_thatIsNoTimeIsCode0(String value) {
    assertThat(brief(stage.get("/storage/col", SINCE, value))).isEqualTo("400 0");
    assertThat(brief(stage.put("/storage/col/a", "{}", UNLESS_SINCE, value))).isEqualTo("400 0");
  }

  @Test
  void bothPreconditions_areCode0() {
    assertThat(brief(stage.get("/info/quota", SINCE, "1", UNLESS_SINCE, "1"))).isEqualTo("400 0");
  }

  @Test
  void failedPrecondition_changesNothing() {
    String before = text(stage.get("/info/collections"));

    stage.put("/storage/col/a", "{\"payload\":\"x\"}", UNLESS_SINCE, "1");
    stage.post("/storage/col", "[{\"id\":\"x\"}]", UNLESS_SINCE, "1");
    stage.delete("/storage/col", UNLESS_SINCE, "1");
    stage.delete("", UNLESS_SINCE, "1");

    assertThat(text(stage.get("/info/collections"))).isEqualTo(before);
  }

  @Test
  void errors_winInTheOrderOfTheChecks() {
    String[] all = {
      "Authorization",
      "Hawk bad",
      "Content-Type",
      "image/png",
      "Content-Length",
      "999999999",
      "X-Weave-Records",
      "x",
      SINCE,
      "x"
    };
    String path = "/storage/col?sort=bad&commit=x";

    assertThat(stage.send("PATCH", path, "x", all).status()).isEqualTo(405);
    assertThat(brief(stage.post(path, "x", all))).isEqualTo("401 0");
    all[1] = "";
    assertThat(brief(stage.post(path, "x", from(all, 2)))).isEqualTo("400 0");
    path = "/storage/col?commit=x";
    assertThat(brief(stage.post(path, "x", from(all, 2)))).isEqualTo("415 0");
    all[3] = "application/json";
    assertThat(brief(stage.post(path, "x", from(all, 2)))).isEqualTo("413 17");
    assertThat(brief(stage.post(path, "x", from(all, 6)))).isEqualTo("400 8");
    assertThat(brief(stage.post(path, "[]", "X-Weave-Records", "999", SINCE, "x")))
        .isEqualTo("400 17");
    assertThat(brief(stage.post("/storage/col?commit=x", "[]", UNLESS_SINCE, "0")))
        .isEqualTo("400 0");
    assertThat(brief(stage.post("/storage/col?batch=!!!", "[]", UNLESS_SINCE, "0")))
        .isEqualTo("400 0");
    assertThat(brief(stage.post("/storage/col", "[]", UNLESS_SINCE, "0"))).isEqualTo("412");
  }

  private static String[] from(String[] all, int first) {
    return java.util.Arrays.copyOfRange(all, first, all.length);
  }

  @Test
  void weaveTimestamp_isTheTimeOfArrival() {
    for (HttpResponse response :
        new HttpResponse[] {
          stage.get("/info/collections"),
          stage.get("/storage/none"),
          stage.get("/storage/col", "Authorization", "x"),
          stage.get("/nowhere"),
          stage.send("PATCH", "/storage/col", ""),
          stage.get("/storage/col", SINCE, time(1)),
          stage.get("/storage/col/none"),
          stage.get("/info/configuration"),
          stage.sendTo("GET", "/", "")
        }) {
      assertThat(response.headers()).containsEntry("X-Weave-Timestamp", time(3));
    }
  }

  @Test
  void weaveTimestamp_isNeverEarlierThanTheChangeItself() {
    stage.clock.set(SyncStage.START_MILLIS + 10 + 5);
    HttpResponse response = stage.put("/storage/col/b", "{\"payload\":\"x\"}");

    // The write had to wait for the clock to pass the last one.
    assertThat(modified(response)).isEqualTo(time(2));
    assertThat(response.headers()).containsEntry("X-Weave-Timestamp", time(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/__heartbeat__", "/__lbheartbeat__", "/__version__", "/__error__"})
  void operationalEndpoints_tellNoSyncTime(String path) {
    assertThat(stage.sendTo("GET", path, "").headers()).doesNotContainKey("X-Weave-Timestamp");
    assertThat(stage.sendTo("POST", path, "").headers()).doesNotContainKey("X-Weave-Timestamp");
  }

  @Test
  void conflict_isA503ThatSaysWhenToRetry() {
    stage.clock.set(SyncStage.START_MILLIS - 60_000);
    HttpResponse response = stage.put("/storage/col/a", "{}");

    assertThat(brief(response)).isEqualTo("503 0");
    assertThat(response.headers()).containsEntry("Retry-After", "10");
    assertThat(stage.heard).contains("conflict", "put_bso 503");
  }
}
