package godwit.sync.web;

import static godwit.sync.web.SyncStage.brief;
import static godwit.sync.web.SyncStage.modified;
import static godwit.sync.web.SyncStage.text;
import static godwit.sync.web.SyncStage.time;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpResponse;
import godwit.sync.protocol.CollectionLimits;
import godwit.sync.protocol.ServerLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads of many records, over HTTP. */
class PostEndpointTest {
  private static final ServerLimits SMALL = new ServerLimits(10, 3, 8, 400, 20, 5, Map.of());
  private final SyncStage stage = new SyncStage();
  private final SyncStage small = new SyncStage(WebSettings.of(SMALL, SyncStage.VERSION));

  @Test
  void post_storesAllWithOneTime() {
    HttpResponse response =
        stage.post("/storage/col", "[{\"id\":\"a\",\"payload\":\"1\"},{\"id\":\"b\"}]");

    assertThat(brief(response))
        .isEqualTo("200 {\"modified\":" + time(0) + ",\"success\":[\"a\",\"b\"],\"failed\":{}}");
    assertThat(modified(response)).isEqualTo(time(0));
    assertThat(text(stage.get("/storage/col?full=1&newer=0")))
        .contains("\"id\":\"a\",\"modified\":" + time(0), "\"id\":\"b\",\"modified\":" + time(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"id\":\"a\",\"ttl\":-1}]"})
  void post_ofNothingMovesTheTimeAllTheSame(String body) {
    HttpResponse response = stage.post("/storage/col", body);

    assertThat(response.status()).isEqualTo(200);
    assertThat(text(response)).contains("\"success\":[]");
    assertThat(text(stage.get("/info/collections"))).isEqualTo("{\"col\":" + time(0) + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"x\":1 | unknown field x",
        "\"ttl\":-1 | invalid json",
        "\"ttl\":1.5 | invalid json",
        "\"ttl\":\"1\" | invalid json",
        "\"sortindex\":\"1\" | invalid json",
        "\"sortindex\":1.0 | invalid json",
        "\"payload\":1 | invalid json",
        "\"payload\":\"a\",\"payload\":\"b\" | invalid json",
        "\"sortindex\":1000000000 | invalid bso: sortindex is out of range",
        "\"ttl\":1000000000 | invalid bso: ttl is out of range"
      })
  void faultyRecord_failsAloneWithItsReason(String field, String reason) {
    String body = "[{\"id\":\"good\"},{\"id\":\"bad\"," + field + "},{\"id\":\"too\"}]";

    assertThat(text(stage.post("/storage/col", body)))
        .isEqualTo(
            "{\"modified\":%s,\"success\":[\"good\",\"too\"],\"failed\":{\"bad\":\"%s\"}}"
                .formatted(time(0), reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\\u00e9",
        "a\\n",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void recordWithAFaultyId_failsUnderIt(String id) {
    HttpResponse response = stage.post("/storage/col", "[{\"id\":\"" + id + "\"}]");

    assertThat(response.status()).isEqualTo(200);
    assertThat(text(response))
        .contains("\"success\":[]", "\":\"invalid bso: id is not 1 to 64 printable ASCII");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":\"a\"}",
        "[1]",
        "[[]]",
        "[null]",
        "[\"a\"]",
        "[{}]",
        "[{\"payload\":\"x\"}]",
        "[{\"id\":1}]",
        "[{\"id\":null}]",
        "[{\"id\":\"a\"},{\"id\":\"a\"}]",
        "[{\"id\":\"a\",\"id\":\"b\"}]",
        "[{\"id\":\"a\"}",
        "[{\"id\":\"a\"}]]",
        "[{\"id\":\"a\"}] []",
        "[{\"id\":\"a\"},]",
        "[{\"id\":\"\\udfff\"}]",
        "[{\"id\":\"a\",\"x\":[{\"y\":\"\\ud800\"}]}]",
        "x"
      })
  void malformedList_isCode8AndStoresNothing(String body) {
    assertThat(brief(stage.post("/storage/col", body))).isEqualTo("400 8");
    assertThat(text(stage.get("/info/collections"))).isEqualTo("{}");
  }

  @Test
  void emptyBody_isNoList() {
    assertThat(brief(stage.post("/storage/col", "", "Content-Type", "application/json")))
        .isEqualTo("400 8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 200",
        "{\"id\":\"a\"} | 200",
        "{\"id\":\"a\"}~ | 200",
        "{\"id\":\"a\"}^~{\"id\":\"b\"}^~ | 200",
        "~ | 400 8",
        "{\"id\":\"a\"}~~{\"id\":\"b\"} | 400 8",
        "{\"id\":\"a\"}~~ | 400 8",
        "[] | 400 8",
        "{\"id\":\"a\"} {\"id\":\"b\"} | 400 8",
        "{\"id\":\"a\"}~1 | 400 8"
      })
  void lines_areOneRecordEach(String lines, String expected) {
    String body = lines.replace('~', '\n').replace('^', '\r');

    assertThat(brief(stage.post("/storage/col", body, "Content-Type", "application/newlines")))
        .startsWith(expected);
  }

  @Test
  void recordTooLarge_isToBeRetried() {
    assertThat(
            text(
                small.post(
                    "/storage/col", "[{\"id\":\"a\",\"payload\":\"123456789\"},{\"id\":\"b\"}]")))
        .contains("\"success\":[\"b\"]", "\"a\":\"retry bytes\"");
  }

  @Test
  void recordsPastTheBytesOfAPost_failAndRejectedOnesCount() {
    String body =
        "[{\"id\":\"a\",\"payload\":\"123456789\"},{\"id\":\"b\",\"payload\":\"1\"},"
            + "{\"id\":\"c\",\"payload\":\"1\"},{\"id\":\"d\"}]";

    assertThat(text(small.post("/storage/col", body)))
        .contains("\"success\":[\"b\",\"d\"]", "\"a\":\"retry bytes\",\"c\":\"retry bytes\"");
  }

  @Test
  void recordsPastTheNumberOfAPost_fail() {
    String body =
        "[{\"id\":\"a\"},{\"id\":\"bad\",\"x\":1},{\"id\":\"b\"},{\"id\":\"c\"},{\"id\":\"d\"}]";

    assertThat(text(small.post("/storage/col", body)))
        .contains("\"success\":[\"a\",\"b\",\"c\"]", "\"d\":\"retry bso\"");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Weave-Records, 3, 200",
    "X-Weave-Records, 4, 400 17",
    "X-Weave-Records, x, 400 0",
    "X-Weave-Records, -1, 400 0",
    "X-Weave-Records, 1.5, 400 0",
    "X-Weave-Records, 4294967296, 400 0",
    "X-Weave-Bytes, 10, 200",
    "X-Weave-Bytes, 11, 400 17",
    "X-Weave-Total-Records, 5, 200",
    "X-Weave-Total-Records, 6, 400 17",
    "X-Weave-Total-Bytes, 20, 200",
    "X-Weave-Total-Bytes, 21, 400 17",
    "X-Weave-Total-Bytes, many, 400 0"
  })
  void announcedSize_isCheckedWithAndWithoutABatch(String name, String value, String expected) {
    assertThat(brief(small.post("/storage/col", "[]", name, value))).startsWith(expected);
    assertThat(brief(small.later().post("/storage/col?batch=true", "[]", name, value)))
        .startsWith(expected.replace("200", "202"));
  }

  @Test
  void declaredLength_isBoundedBeforeTheBodyIsRead() {
    assertThat(brief(small.post("/storage/col", "[]", "Content-Length", "401")))
        .isEqualTo("413 17");
    assertThat(brief(small.put("/storage/col/a", "{}", "Content-Length", "9".repeat(40))))
        .isEqualTo("413 17");
    assertThat(small.post("/storage/col", "[]", "Content-Length", "400").status()).isEqualTo(200);
  }

  @Test
  void undeclaredLength_isBoundedAsWell() {
    String body = "[" + " ".repeat(400) + "]";

    assertThat(brief(small.post("/storage/col", body))).isEqualTo("400 0");
    assertThat(small.post("/storage/col", "[" + " ".repeat(398) + "]").status()).isEqualTo(200);
  }

  @Test
  void limits_mayDifferForACollection() {
    var limits =
        SMALL.withCollections(
            CollectionLimits.parse(
                "{\"big\":{\"max_record_payload_bytes\":100,\"max_post_bytes\":200,"
                    + "\"max_request_bytes\":4000}}"));
    var other = new SyncStage(WebSettings.of(limits, SyncStage.VERSION));
    String body = "[{\"id\":\"a\",\"payload\":\"" + "x".repeat(100) + "\"}" + " ".repeat(500) + "]";

    assertThat(text(other.post("/storage/big", body, "X-Weave-Bytes", "200")))
        .contains("\"success\":[\"a\"]");
    assertThat(brief(other.post("/storage/col", body))).isEqualTo("400 0");
  }

  @Test
  void bodyThatIsNoText_isCode0InAListAndCode8InARecord() {
    String latin = "application/json; charset=us-ascii";

    assertThat(brief(stage.post("/storage/col", "[{\"id\":\"\u00e9\"}]", "Content-Type", latin)))
        .isEqualTo("400 0");
    assertThat(
            brief(stage.put("/storage/col/a", "{\"payload\":\"\u00e9\"}", "Content-Type", latin)))
        .isEqualTo("400 8");
  }
}
