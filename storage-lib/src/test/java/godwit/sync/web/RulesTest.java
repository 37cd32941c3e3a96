package godwit.sync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.CollectionName;
import godwit.sync.protocol.CollectionLimits;
import godwit.sync.protocol.MediaTypes;
import godwit.sync.protocol.Refused;
import godwit.sync.protocol.ServerLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, quotas, media types and agents. */
class RulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Firefox-iOS-Sync/1.0b1 (iPhone; iPhone OS 13.2.2) (Fennec (wolf))",
        "Firefox-iOS-Sync/18.0b1 (iPhone; iPhone OS 13.2.2) (Fennec (synctesting))",
        "Firefox-iOS-Sync/19.9.9bX (a; iPhone OS 1) ()",
        "Firefox-iOS-Sync/2.0b () (x; iPhone OS ) ()"
      })
  void agent_thatCrashesIsRejected(String agent) {
    assertThat(RejectedAgents.isRejected(agent)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Firefox-iOS-Sync/20.0b1 (iPhone; iPhone OS 13.2.2) (Fennec)",
        "Firefox-iOS-Sync/100.0b1 (iPhone; iPhone OS 13.2.2) (Fennec)",
        "Firefox-iOS-Sync/0.0.1b1 (iPhone; iPhone OS 13.2.2) (Fennec)",
        "Firefox-iOS-Sync/dev (iPhone; iPhone OS 13.2.2) (Fennec)",
        "Firefox-iOS-Sync/18.0 (iPhone; iPhone OS 13.2.2) (Fennec)",
        "Firefox-iOS-Sync/18b1 (iPhone; iPhone OS 13.2.2) (Fennec)",
        "Firefox-iOS-Sync/18.0b1 (iPad; iPad OS 13.2.2) (Fennec)",
        "Firefox-iOS-Sync/18.0b1 (iPhone; iPhone OS 13.2.2) (Fennec) x",
        "Firefox-iOS-Sync/18.0b1 (iPhone; iPhone OS 13.2.2)",
        "x Firefox-iOS-Sync/18.0b1 (iPhone; iPhone OS 13.2.2) (Fennec)",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
      })
  void agent_ofAnyOtherKindIsServed(String agent) {
    assertThat(RejectedAgents.isRejected(agent)).isFalse();
  }

  @Test
  @Timeout(30)
  void agent_cannotMakeTheServerThinkForever() {
    String hostile =
        "Firefox-iOS-Sync/1." + "0".repeat(5_000) + "b" + " (; iPhone OS ".repeat(2_000);

    assertThat(RejectedAgents.isRejected(hostile)).isFalse();
    assertThat(RejectedAgents.isRejected(hostile + ") (".repeat(2_000))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | application/json",
        "garbage | application/json",
        "; | application/json",
        ";; | application/json",
        ";q=1 | application/json",
        ", | application/json",
        "a/b;q=x | application/json",
        "*/* | application/json",
        "application/json | application/json",
        "APPLICATION/JSON | application/json",
        "application/newlines | application/newlines",
        "application/newlines, application/json | application/newlines",
        "application/json;q=0.5, application/newlines | application/newlines",
        "application/json;q=0.5, application/newlines;q=0.4 | application/json",
        "text/html, application/json | application/json",
        "application/json; | application/json",
        "application/json;Q=0.5 | application/json",
        "application/json;q=.5, application/newlines | application/newlines",
        "application/json;q = 1. | application/json",
        "text/plain;q=0.5, application/json | application/json",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | application/json"
      })
  void accept_choosesTheListsType(String accept, String type) {
    assertThat(MediaTypes.ofList(accepting(accept))).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/html",
        "application/*",
        "a/b,;",
        "application/json;charset=utf-8",
        "application/json;q=0.9,text/plain"
      })
  void accept_ofNothingWeHaveIs406(String accept) {
    assertThatThrownBy(() -> MediaTypes.ofList(accepting(accept)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(SyncStage.brief(refused.response())).isEqualTo("406 0"));
  }

  private static godwit.http.HttpRequest accepting(String accept) {
    return SyncStage.request("GET", "/", Map.of("accept", List.of(accept)), new byte[0]);
  }

  @Test
  void quota_isReachedAtTheLimitAndOnlyWhenOn() {
    var on = new QuotaPolicy(100, QuotaPolicy.Mode.WATCHED);

    assertThat(on.isReached(99)).isFalse();
    assertThat(on.isReached(100)).isTrue();
    assertThat(on.isReachedByBatch(50, 25, 24)).isFalse();
    assertThat(on.isReachedByBatch(50, 25, 25)).isTrue();
    assertThat(on.refuses()).isFalse();
    assertThat(new QuotaPolicy(100, QuotaPolicy.Mode.ENFORCED).refuses()).isTrue();
    assertThat(QuotaPolicy.OFF.isReached(Long.MAX_VALUE)).isFalse();
    assertThatThrownBy(() -> new QuotaPolicy(0, QuotaPolicy.Mode.OFF))
        .hasMessageContaining("max_quota_limit is 0");
  }

  @Test
  void limits_nameAllFaultsAtOnce() {
    assertThatThrownBy(() -> new ServerLimits(0, -1, 5, 6, 7, 8, Map.of()))
        .hasMessageContainingAll("max_post_bytes is 0", "max_post_records is -1");
    assertThatThrownBy(() -> new ServerLimits(10, 1, 5, 9, 7, 8, Map.of()))
        .hasMessageContaining("max_request_bytes is 9");
    assertThatThrownBy(
            () ->
                ServerLimits.DEFAULT.withCollections(
                    Map.of(new CollectionName("c"), new CollectionLimits(null, 5_000_000L, null))))
        .hasMessageContaining("max_request_bytes of c is 2625536");
  }

  @Test
  void limits_ofACollectionComeFirst() {
    var limits =
        ServerLimits.DEFAULT.withCollections(
            CollectionLimits.parse(
                "{\"big\": {\"max_record_payload_bytes\": 20, \"max_request_bytes\": 9999999}}"));

    assertThat(limits.of(new CollectionName("big")).maxRecordPayloadBytes()).isEqualTo(20);
    assertThat(limits.of(new CollectionName("big")).maxRequestBytes()).isEqualTo(9_999_999);
    assertThat(limits.of(new CollectionName("big")).maxPostBytes()).isEqualTo(2_621_440);
    assertThat(limits.of(new CollectionName("small"))).isEqualTo(limits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{\"a b\": {}}",
        "{\"c\": {\"max_post_records\": 1}}",
        "{\"c\": {\"max_post_bytes\": 0}}",
        "{\"c\": {\"max_post_bytes\": \"1\"}}",
        "{\"c\": {\"max_post_bytes\": 1.5}}"
      })
  void collectionLimits_thatMakeNoSenseAreRefused(String json) {
    assertThatThrownBy(() -> CollectionLimits.parse(json))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moves_refuseNegativeFigures() {
    assertThatThrownBy(() -> new WebSettings.Moves(Duration.ofSeconds(-1), 1, Duration.ZERO))
        .hasMessageContaining("hold");
  }
}
