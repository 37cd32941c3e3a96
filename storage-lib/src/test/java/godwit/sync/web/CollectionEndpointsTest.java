package godwit.sync.web;

import static godwit.sync.web.SyncStage.brief;
import static godwit.sync.web.SyncStage.modified;
import static godwit.sync.web.SyncStage.text;
import static godwit.sync.web.SyncStage.time;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, deletions, and what a user has, over HTTP. */
class CollectionEndpointsTest {
  private final SyncStage stage = new SyncStage();

  private void putThree() {
    stage.put("/storage/col/a", "{\"payload\":\"1\",\"sortindex\":1}");
    stage.later().put("/storage/col/b", "{\"payload\":\"2\\n\",\"sortindex\":3}");
    stage.later().put("/storage/col/c", "{\"payload\":\"3\",\"sortindex\":2}");
  }

  @Test
  void unknownCollection_isAnEmptyList() {
    HttpResponse response = stage.get("/storage/none");

    assertThat(brief(response)).isEqualTo("200 []");
    assertThat(modified(response)).isEqualTo("0.00");
    assertThat(response.headers()).containsEntry("X-Weave-Records", "0");
    assertThat(text(stage.get("/info/collections"))).isEqualTo("{}");
  }

  @Test
  void list_isOfIdsUnlessFull() {
    putThree();

    assertThat(text(stage.get("/storage/col"))).isEqualTo("[\"c\",\"b\",\"a\"]");
    assertThat(text(stage.get("/storage/col?sort=index"))).isEqualTo("[\"b\",\"c\",\"a\"]");
    assertThat(text(stage.get("/storage/col?ids=a,c&full")))
        .isEqualTo(
            "[{\"id\":\"c\",\"modified\":%s,\"payload\":\"3\",\"sortindex\":2},".formatted(time(2))
                + "{\"id\":\"a\",\"modified\":%s,\"payload\":\"1\",\"sortindex\":1}]"
                    .formatted(time(0)));
  }

  @Test
  void newerAndOlder_areStrict() {
    putThree();

    assertThat(text(stage.get("/storage/col?newer=" + time(0)))).isEqualTo("[\"c\",\"b\"]");
    assertThat(text(stage.get("/storage/col?older=" + time(2)))).isEqualTo("[\"b\",\"a\"]");
    assertThat(text(stage.get("/storage/col?newer=" + time(0) + "&older=" + time(2))))
        .isEqualTo("[\"b\"]");
  }

  @Test
  void lines_endEachWithANewlineAndKeepThoseOfPayloadsEscaped() {
    putThree();

    HttpResponse response =
        stage.get("/storage/col?full=1&ids=a,b&sort=oldest", "Accept", "application/newlines");
    assertThat(response.contentType()).isEqualTo("application/newlines");
    assertThat(text(response))
        .isEqualTo(
            "{\"id\":\"a\",\"modified\":%s,\"payload\":\"1\",\"sortindex\":1}\n".formatted(time(0))
                + "{\"id\":\"b\",\"modified\":%s,\"payload\":\"2\\n\",\"sortindex\":3}\n"
                    .formatted(time(1)));
    assertThat(text(stage.get("/storage/col?ids=c,a", "Accept", "application/newlines")))
        .isEqualTo("\"c\"\n\"a\"\n");
    assertThat(text(stage.get("/storage/none", "Accept", "application/newlines"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"newest", "oldest", "index"})
  void pages_joinToTheWhole(String sort) {
    String ids =
        IntStream.range(0, 9)
            .mapToObj(i -> "{\"id\":\"b" + i + "\",\"sortindex\":" + i % 2 + "}")
            .collect(Collectors.joining(",", "[", "]"));
    stage.post("/storage/col", ids);
    stage.later().put("/storage/col/x", "{\"payload\":\"p\"}");
    String whole = text(stage.get("/storage/col?full=1&sort=" + sort));

    var joined = new StringBuilder();
    String offset = "";
    while (offset != null) {
      HttpResponse page = stage.get("/storage/col?full=1&limit=4&sort=" + sort + offset);
      joined.append(joined.isEmpty() ? "" : ",").append(text(page), 1, text(page).length() - 1);
      String next = page.headers().get("X-Weave-Next-Offset");
      offset = next == null ? null : "&offset=" + next;
    }
    assertThat("[" + joined + "]").isEqualTo(whole);
  }

  @Test
  void records_countsThisPage() {
    putThree();

    assertThat(stage.get("/storage/col").headers()).containsEntry("X-Weave-Records", "3");
    assertThat(stage.get("/storage/col?limit=2").headers())
        .containsEntry("X-Weave-Records", "2")
        .containsKey("X-Weave-Next-Offset");
    assertThat(stage.get("/storage/col?limit=3").headers())
        .doesNotContainKey("X-Weave-Next-Offset");
  }

  @Test
  void limitZero_givesNothingAndAnOffset() {
    putThree();

    HttpResponse response = stage.get("/storage/col?full=1&limit=0");
    assertThat(brief(response)).isEqualTo("200 []");
    assertThat(response.headers()).containsEntry("X-Weave-Next-Offset", "0");
  }

  @Test
  void acceptOfNothingWeHave_is406ForListsAndDeletionsOnly() {
    putThree();

    assertThat(brief(stage.get("/storage/col", "Accept", "text/plain"))).isEqualTo("406 0");
    assertThat(brief(stage.delete("/storage/col", "Accept", "image/png"))).isEqualTo("406 0");
    assertThat(stage.get("/storage/col/a", "Accept", "image/png").status()).isEqualTo(200);
    assertThat(stage.get("/info/collections", "Accept", "image/png").status()).isEqualTo(200);
  }

  @Test
  void deleteCollection_answersTheNewTimeAndTellsTheOldOne() {
    putThree();
    HttpResponse response = stage.later().delete("/storage/col");

    assertThat(brief(response)).isEqualTo("200 " + time(3));
    assertThat(modified(response)).isEqualTo(time(2));
    assertThat(text(stage.get("/info/collections"))).isEqualTo("{}");
    assertThat(modified(stage.get("/info/collections"))).isEqualTo(time(3));
    assertThat(text(stage.get("/storage/col"))).isEqualTo("[]");
    assertThat(brief(stage.later().delete("/storage/col"))).isEqualTo("200 " + time(3));
  }

  @Test
  void deleteCollection_ofAnEmptyUserAnswersZero() {
    assertThat(brief(stage.delete("/storage/none"))).isEqualTo("200 0.00");
  }

  @Test
  void deleteOfIds_touchesTheCollectionRegardless() {
    putThree();
    HttpResponse response = stage.later().delete("/storage/col?ids=a,none");

    assertThat(brief(response)).isEqualTo("200 " + time(3));
    assertThat(modified(response)).isEqualTo(time(3));
    assertThat(text(stage.get("/storage/col"))).isEqualTo("[\"c\",\"b\"]");
    assertThat(brief(stage.later().delete("/storage/other?ids=x"))).isEqualTo("200 " + time(4));
    assertThat(text(stage.get("/info/collections")))
        .isEqualTo("{\"col\":%s,\"other\":%s}".formatted(time(3), time(4)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ids=", "ids", "ids=,", "ids=%20"})
  void deleteOfAnEmptyListOfIds_deletesNothing(String query) {
    putThree();

    assertThat(brief(stage.later().delete("/storage/col?" + query))).isEqualTo("400 0");
    assertThat(text(stage.get("/storage/col?" + query))).isEqualTo("[\"c\",\"b\",\"a\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/storage"})
  void deleteAll_answersNullAndForgetsTheTime(String path) {
    putThree();
    stage.later().delete("/storage/col");
    stage.later().put("/storage/other/a", "{}");
    HttpResponse response = stage.later().delete(path);

    assertThat(brief(response)).isEqualTo("200 null");
    assertThat(modified(response)).isEqualTo(time(4));
    assertThat(modified(stage.get("/info/collections"))).isEqualTo("0.00");
    assertThat(text(stage.get("/info/collections"))).isEqualTo("{}");
  }

  @Test
  void info_tellsTimesCountsAndUsage() {
    stage.put("/storage/one/a", "{\"payload\":\"" + "x".repeat(1024) + "\"}");
    stage.later().put("/storage/one/b", "{\"payload\":\"" + "x".repeat(512) + "\"}");
    stage.later().put("/storage/two/a", "{\"payload\":\"\u00e9\"}");
    stage.later().put("/storage/two/gone", "{\"payload\":\"123\",\"ttl\":0}");
    stage.later().put("/storage/three/a", "{\"payload\":\"1\"}");
    stage.later().delete("/storage/three/a");

    assertThat(text(stage.get("/info/collections")))
        .isEqualTo("{\"one\":%s,\"three\":%s,\"two\":%s}".formatted(time(1), time(5), time(3)));
    assertThat(text(stage.get("/info/collection_counts"))).isEqualTo("{\"one\":2,\"two\":1}");
    assertThat(text(stage.get("/info/collection_usage")))
        .isEqualTo("{\"one\":1.5,\"two\":0.001953125}");
    assertThat(text(stage.get("/info/quota"))).isEqualTo("[1.501953125,null]");
    for (String path : new String[] {"collections", "collection_counts", "collection_usage"}) {
      HttpResponse response = stage.get("/info/" + path);
      assertThat(modified(response)).isEqualTo(time(5));
      assertThat(response.headers())
          .containsEntry("X-Weave-Records", path.equals("collections") ? "3" : "2");
    }
  }

  @Test
  void quota_ofAnEmptyUserIsZeroWithAPoint() {
    assertThat(text(stage.get("/info/quota"))).isEqualTo("[0.0,null]");
  }

  @Test
  void list_mayBeAskedForByAHundredIds() {
    putThree();
    String ids =
        IntStream.range(0, 100)
            .mapToObj(i -> i == 50 ? "a" : "i" + i)
            .collect(Collectors.joining("%2C"));

    assertThat(text(stage.get("/storage/col?ids=" + ids))).isEqualTo("[\"a\"]");
    assertThat(brief(stage.get("/storage/col?ids=" + ids + ",x"))).isEqualTo("400 0");
  }
}
