package godwit.sync.web;

import static godwit.sync.web.SyncStage.brief;
import static godwit.sync.web.SyncStage.modified;
import static godwit.sync.web.SyncStage.text;
import static godwit.sync.web.SyncStage.time;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpResponse;
import godwit.sync.protocol.ServerLimits;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single records, over HTTP. */
class BsoEndpointsTest {
  private final SyncStage stage = new SyncStage();

  @Test
  void put_answersItsTimeAsABareNumber() {
    HttpResponse response = stage.put("/storage/col/b1", "{\"payload\":\"p\"}");

    assertThat(brief(response)).isEqualTo("200 " + time(0));
    assertThat(response.contentType()).isEqualTo("application/json");
    assertThat(modified(response)).isEqualTo(time(0));
  }

  @Test
  void get_showsTheRecordAndNoMore() {
    stage.put(
        "/storage/col/b1", "{\"payload\":\"a \\\"b\\\" \\u00e9\",\"ttl\":60,\"sortindex\":7}");

    HttpResponse response = stage.later().get("/storage/col/b1");

    assertThat(brief(response))
        .isEqualTo(
            "200 {\"id\":\"b1\",\"modified\":"
                + time(0)
                + ",\"payload\":\"a \\\"b\\\" \u00e9\",\"sortindex\":7}");
    assertThat(modified(response)).isEqualTo(time(0));
  }

  @Test
  void get_leavesOutASortIndexThatIsNotThere() {
    stage.put("/storage/col/b1", "{}");

    assertThat(text(stage.get("/storage/col/b1"))).doesNotContain("sortindex").contains("\"\"");
  }

  @Test
  void modified_keepsItsTwoDecimals() {
    stage.clock.set(1_900_000_000_100L);
    stage.put("/storage/col/b1", "{\"payload\":\"p\"}");

    assertThat(text(stage.get("/storage/col/b1")))
        .containsPattern("\"modified\":1900000000\\.10[,}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/storage/col/none", "/storage/nocol/none"})
  void missingRecord_isNotFoundAndTellsNoTime(String path) {
    stage.put("/storage/col/b1", "{}");

    for (HttpResponse response : new HttpResponse[] {stage.get(path), stage.delete(path)}) {
      assertThat(brief(response)).isEqualTo("404 0");
      assertThat(response.contentType()).isEqualTo("application/json");
      assertThat(modified(response)).isEmpty();
      assertThat(response.headers()).containsKey("X-Weave-Timestamp");
    }
  }

  @Test
  void expiredRecord_isNotFound() {
    stage.put("/storage/col/b1", "{\"payload\":\"p\",\"ttl\":0}");

    assertThat(brief(stage.get("/storage/col/b1"))).isEqualTo("404 0");
  }

  @Test
  void put_keepsWhatItLeavesOut() {
    stage.put("/storage/col/b1", "{\"payload\":\"p\",\"sortindex\":7}");
    stage.later().put("/storage/col/b1", "{\"sortindex\":8,\"payload\":null}");

    assertThat(text(stage.get("/storage/col/b1")))
        .isEqualTo(
            "{\"id\":\"b1\",\"modified\":" + time(1) + ",\"payload\":\"p\",\"sortindex\":8}");
  }

  @Test
  void put_ofATtlAloneLeavesTheRecordsTime() {
    stage.put("/storage/col/b1", "{\"payload\":\"p\"}");
    HttpResponse touched = stage.later().put("/storage/col/b1", "{\"ttl\":9}");

    assertThat(brief(touched)).isEqualTo("200 " + time(1));
    assertThat(text(stage.get("/storage/col/b1"))).contains("\"modified\":" + time(0));
  }

  @Test
  void put_takesWhatOldClientsSendBack() {
    String body =
        "{\"id\":\"other\",\"modified\":{\"a\":[1.5e3]},\"collection\":3,\"payload\":\"p\"}";

    assertThat(stage.put("/storage/col/b1", body).status()).isEqualTo(200);
    assertThat(text(stage.get("/storage/col/b1"))).contains("\"id\":\"b1\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{}]",
        "1",
        "null",
        "\"x\"",
        "{",
        "{}}",
        "{} {}",
        "{} x",
        "x",
        "\uFEFF{}",
        "{'payload':'x'}",
        "{\"payload\":\"x\",}",
        "{\"payload\":\"a\nb\"}",
        "{\"payload\":\"\\ud800\"}",
        "{\"payload\":\"\\udc00\\ud800\"}",
        "{\"modified\":\"\\ud800\"}",
        "{\"\\ud800\":1}",
        "{\"payload\":1}",
        "{\"payload\":[\"x\"]}",
        "{\"payload\":\"x\",\"payload\":\"x\"}",
        "{\"id\":\"a\",\"id\":\"a\"}",
        "{\"id\":1}",
        "{\"id\":\"\"}",
        "{\"id\":\"a\\n\"}",
        "{\"id\":\"\u00e9\"}",
        "{\"sortindex\":1.0}",
        "{\"sortindex\":1e3}",
        "{\"sortindex\":\"1\"}",
        "{\"sortindex\":true}",
        "{\"sortindex\":1000000000}",
        "{\"sortindex\":-1000000000}",
        "{\"sortindex\":2147483648}",
        "{\"sortindex\":99999999999999999999999999}",
        "{\"sortindex\":01}",
        "{\"ttl\":-1}",
        "{\"ttl\":1.0}",
        "{\"ttl\":\"1\"}",
        "{\"ttl\":1000000000}",
        "{\"ttl\":4294967296}",
        "{\"ttl\":NaN}",
        "{\"unknown\":1}",
        "{\"PAYLOAD\":\"x\"}"
      })
  void put_ofAnythingElseIsCode8(String body) {
    assertThat(brief(stage.put("/storage/col/b1", body))).isEqualTo("400 8");
    assertThat(text(stage.get("/info/collections"))).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " { } \n",
        "{\"id\":null,\"ttl\":null,\"sortindex\":null,\"payload\":null}",
        "{\"sortindex\":999999999}",
        "{\"sortindex\":-999999999}",
        "{\"ttl\":999999999}",
        "{\"ttl\":0}",
        "{\"payload\":\"\\ud83d\\ude00\"}",
        "{\"payload\":\"\\u0000\"}"
      })
  void put_ofASoundRecordIsStored(String body) {
    assertThat(stage.put("/storage/col/b1", body).status()).isEqualTo(200);
  }

  @Test
  void put_boundsDepthAndDigits() {
    String deep = "[".repeat(100) + "]".repeat(100);
    String deeper = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(stage.put("/storage/col/b1", "{\"modified\":" + deep + "}").status()).isEqualTo(200);
    assertThat(brief(stage.put("/storage/col/b1", "{\"modified\":" + deeper + "}")))
        .isEqualTo("400 8");
    assertThat(brief(stage.put("/storage/col/b1", "{\"ttl\":" + "9".repeat(1_000_000) + "}")))
        .isEqualTo("400 8");
  }

  @Test
  void put_measuresPayloadsInBytes() {
    var small = new SyncStage(settings(4));

    assertThat(small.put("/storage/col/b1", "{\"payload\":\"\u00e9\u00e9\"}").status())
        .isEqualTo(200);
    assertThat(brief(small.later().put("/storage/col/b1", "{\"payload\":\"\u00e9\u00e9x\"}")))
        .isEqualTo("400 8");
  }

  private static WebSettings settings(long payloadBytes) {
    var limits = new ServerLimits(1000, 100, payloadBytes, 2000, 1000, 100, java.util.Map.of());
    return WebSettings.of(limits, SyncStage.VERSION);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "application/json; charset=utf-8, 200",
    "Application/JSON, 200",
    "text/plain, 200",
    "text/plain;charset=UTF-8, 200",
    "application/newlines, 400 8",
    "application/json; charset=nonsense, 400 8",
    "application/octet-stream, 415 0",
    "application/javascript, 415 0",
    "json, 415 0",
    "'', 415 0"
  })
  void put_looksAtTheContentType(String type, String expected) {
    assertThat(brief(stage.put("/storage/col/b1", "{}", "Content-Type", type)))
        .startsWith(expected);
  }

  @Test
  void delete_answersItsTimeInAnObjectAndTheOldOneInTheHeader() {
    stage.put("/storage/col/b1", "{}");
    HttpResponse response = stage.later().delete("/storage/col/b1");

    assertThat(brief(response)).isEqualTo("200 {\"modified\":" + time(1) + "}");
    assertThat(modified(response)).isEqualTo(time(0));
    assertThat(text(stage.get("/info/collections"))).isEqualTo("{\"col\":" + time(1) + "}");
    assertThat(brief(stage.get("/storage/col/b1"))).isEqualTo("404 0");
  }

  @Test
  void crypto_refusesKeysOfABrokenClientAndOtherCollectionsDoNot() {
    String broken = "{\"payload\":\"{\\\"IV\\\": \\\"AAAAAAAAAAAAAAAAAAAAAA==\\\"}\"}";

    assertThat(brief(stage.put("/storage/crypto/keys", broken))).isEqualTo("400 8");
    assertThat(stage.put("/storage/col/keys", broken).status()).isEqualTo(200);
    assertThat(
            brief(
                stage.post(
                    "/storage/crypto", "[" + broken.replaceFirst("\\{", "{\"id\":\"k\",") + "]")))
        .isEqualTo("400 8");
    assertThat(stage.put("/storage/crypto/keys", broken.replace("AA==", "AB==")).status())
        .isEqualTo(200);
  }

  @Test
  void badQuery_isRefusedEvenWhereItIsNotUsed() {
    String many = IntStream.range(0, 101).mapToObj(i -> "i" + i).collect(Collectors.joining(","));

    assertThat(brief(stage.get("/storage/col/b1?limit=x"))).isEqualTo("400 0");
    assertThat(brief(stage.put("/storage/col/b1?newer=x", "{}"))).isEqualTo("400 0");
    assertThat(brief(stage.delete("/storage/col/b1?ids=" + many))).isEqualTo("400 0");
    assertThat(stage.put("/storage/col/b1?other=x", "{}").status()).isEqualTo(200);
  }

  @Test
  void idsWithQuotesAndSlashes_areAddressedByTheirEncodedForm() {
    for (String id : new String[] {"%7B%2212%22%7D", "a%2Fb", "a%25b", "%20a%20"}) {
      assertThat(stage.later().put("/storage/col/" + id, "{}").status()).isEqualTo(200);
      assertThat(stage.get("/storage/col/" + id).status()).isEqualTo(200);
    }
    assertThat(text(stage.get("/storage/col?sort=oldest")))
        .isEqualTo("[\"{\\\"12\\\"}\",\"a/b\",\"a%b\",\" a \"]");
  }
}
