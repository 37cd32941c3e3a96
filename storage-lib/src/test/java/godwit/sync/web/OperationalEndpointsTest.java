package godwit.sync.web;

import static godwit.sync.web.SyncStage.brief;
import static godwit.sync.web.SyncStage.modified;
import static godwit.sync.web.SyncStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpResponse;
import godwit.storage.StorageException;
import godwit.sync.MoveState;
import godwit.sync.PoolState;
import godwit.sync.StorageReader;
import godwit.sync.StorageWriter;
import godwit.sync.SyncStorage;
import godwit.sync.SyncUser;
import godwit.sync.protocol.CollectionLimits;
import godwit.sync.protocol.ServerLimits;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration, CORS, failures, and what is for whoever watches the server. */
class OperationalEndpointsTest {
  private final SyncStage stage = new SyncStage();

  @Test
  void configuration_namesTheSevenLimits() {
    HttpResponse response = stage.get("/info/configuration");

    assertThat(brief(response))
        .isEqualTo(
            "200 {\"max_post_bytes\":2621440,\"max_post_records\":100,"
                + "\"max_record_payload_bytes\":2621440,\"max_request_bytes\":2625536,"
                + "\"max_total_bytes\":262144000,\"max_total_records\":10000,"
                + "\"max_quota_limit\":2097152000}");
    assertThat(modified(response)).isEqualTo("0.00");
    assertThat(stage.get("/info/configuration", "X-If-Modified-Since", "x").status())
        .isEqualTo(200);
  }

  @Test
  void configuration_namesWhatDiffersForACollection() {
    var limits =
        ServerLimits.SPANNER.withCollections(
            CollectionLimits.parse("{\"newtab\":{\"max_record_payload_bytes\":9}}"));
    var other = new SyncStage(WebSettings.of(limits, SyncStage.VERSION));

    assertThat(text(other.get("/info/configuration")))
        .contains("\"max_total_bytes\":100000000,\"max_total_records\":9984")
        .endsWith("\"collections\":{\"newtab\":{\"max_record_payload_bytes\":9}}}");
  }

  @Test
  void root_leadsToTheDocumentation() {
    HttpResponse response = stage.sendTo("GET", "/", "");

    assertThat(response.status()).isEqualTo(302);
    assertThat(response.headers()).containsEntry("Location", WebSettings.DOCUMENTATION);
  }

  @Test
  void version_saysWhatThisIs() {
    assertThat(brief(stage.sendTo("GET", "/__version__", "")))
        .isEqualTo(
            "200 {\"source\":\"src\",\"version\":\"1.2.3\",\"commit\":\"abc\",\"build\":\"\"}");
  }

  @Test
  void error_isOneOnPurpose() {
    assertThat(brief(stage.sendTo("GET", "/__error__", ""))).isEqualTo("500 0");
  }

  @Test
  void heartbeat_saysWhetherTheDatabaseAnswers() {
    assertThat(brief(stage.sendTo("GET", "/__heartbeat__", "")))
        .isEqualTo(
            "200 {\"version\":\"1.2.3\",\"quota\":{\"enabled\":false,\"size\":2097152000},"
                + "\"database\":\"Ok\",\"status\":\"Ok\"}");

    HttpResponse broken = answer(new Broken(stage), "/__heartbeat__");
    assertThat(brief(broken)).startsWith("503 ").contains("\"database\":\"Unknown\"");
  }

  /** A storage whose database is gone. */
  private static final class Broken extends ForwardingStorage {
    Broken(SyncStage stage) {
      super(stage.storage());
    }

    @Override
    public void verifyReachable() {
      throw new StorageException(StorageException.Kind.UNREACHABLE, "gone");
    }

    @Override
    public MoveState moveState(SyncUser user) {
      throw new StorageException(StorageException.Kind.TRANSIENT, "gone");
    }

    @Override
    public <T> T readStorage(SyncUser user, Function<? super StorageReader, ? extends T> work) {
      throw new StorageException(StorageException.Kind.BROKEN, "gone");
    }

    @Override
    public <T> T writeStorage(SyncUser user, Function<? super StorageWriter, ? extends T> work) {
      throw new IllegalStateException("a bug");
    }
  }

  private HttpResponse answer(SyncStorage storage, String path) {
    return stage.over(storage).sendTo("GET", path, "");
  }

  @Test
  void failures_areA500WithTheBareNumberAndTheTime() {
    var broken = stage.over(new Broken(stage));

    for (HttpResponse response :
        new HttpResponse[] {broken.get("/info/collections"), broken.delete("/storage")}) {
      assertThat(brief(response)).isEqualTo("500 0");
      assertThat(response.headers()).containsKey("X-Weave-Timestamp");
    }
    assertThat(broken.heard).contains("get_collections 500", "delete_all 500");
  }

  @Test
  void heartbeat_withoutAConnectionIsTheBareNumber() {
    assertThat(brief(answer(new Busy(stage), "/__heartbeat__"))).isEqualTo("500 0");
  }

  /** A storage whose connections are in use. */
  private static final class Busy extends ForwardingStorage {
    private PoolState state = new PoolState(10, 0, 10);

    Busy(SyncStage stage) {
      super(stage.storage());
    }

    @Override
    public PoolState pool() {
      return state;
    }

    @Override
    public void verifyReachable() {
      throw new StorageException(StorageException.Kind.TRANSIENT, "all are in use");
    }
  }

  @Test
  void loadBalancer_isToldHowLongThePoolIsExhausted() {
    var busy = new Busy(stage);
    var served = stage.over(busy);

    assertThat(brief(served.sendTo("GET", "/__lbheartbeat__", "")))
        .isEqualTo("500 {\"active_connections\":10,\"idle_connections\":0,\"duration_ms\":0}");
    served.clock.advance(250);
    assertThat(text(served.sendTo("GET", "/__lbheartbeat__", ""))).contains("\"duration_ms\":250");
    busy.state = new PoolState(9, 1, 10);
    assertThat(brief(served.sendTo("GET", "/__lbheartbeat__", "")))
        .isEqualTo("200 {\"active_connections\":9,\"idle_connections\":1}");
    busy.state = new PoolState(10, 0, 10);
    assertThat(text(served.sendTo("GET", "/__lbheartbeat__", ""))).contains("\"duration_ms\":0");
  }

  @ParameterizedTest
  @CsvSource({"/1.5/42/storage/col", "/nowhere", "/__heartbeat__"})
  void preflight_isAnsweredOnAnyPathUnsigned(String path) {
    HttpResponse response =
        stage.sendTo(
            "OPTIONS",
            path,
            "",
            "Authorization",
            "",
            "Origin",
            "https://page.example",
            "Access-Control-Request-Method",
            "PUT");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers())
        .containsEntry("Access-Control-Allow-Origin", "https://page.example")
        .containsEntry("Access-Control-Max-Age", "1728000")
        .containsEntry("Access-Control-Allow-Methods", "DELETE, GET, POST, PUT")
        .doesNotContainKey("X-Weave-Timestamp");
    assertThat(response.headers().get("Access-Control-Allow-Headers"))
        .contains("Authorization", "X-Weave-Timestamp", "X-Verify-Code");
  }

  @Test
  void origin_isEchoedOnEveryResponse() {
    for (String path : new String[] {"/info/collections", "/nowhere"}) {
      assertThat(stage.get(path, "Origin", "https://page.example").headers())
          .containsEntry("Access-Control-Allow-Origin", "https://page.example")
          .containsEntry("Vary", "Origin");
    }
    assertThat(stage.get("/info/collections").headers())
        .doesNotContainKeys("Access-Control-Allow-Origin", "Vary");
    assertThat(stage.get("/info/collections", "Origin", "a\r\nb").headers())
        .doesNotContainKey("Access-Control-Allow-Origin");
  }

  @Test
  void listener_hearsRoutesAndNeverPaths() {
    stage.get("/storage/private/id");
    stage.get("/some/where");
    stage.send("PATCH", "/storage/private", "");

    assertThat(stage.heard).containsExactly("get_bso 404", "none 404", "none 405");
  }
}
