package godwit.sync.web;

import static godwit.sync.web.SyncStage.brief;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpResponse;
import godwit.http.MemoryBudget;
import godwit.http.RequestMemory;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that take memory, while others have most of it. */
class MemoryTest {
  private static final int KIB = 1 << 10;
  private static final String LARGE = "{\"payload\":\"" + "x".repeat(100 * KIB) + "\"}";

  private final SyncStage stage = new SyncStage();

  @BeforeEach
  void fill() {
    for (String id : new String[] {"a", "b", "c"}) {
      stage.put("/storage/col/" + id, LARGE);
      stage.later();
    }
    stage.put("/storage/col/small", "{\"payload\":\"x\"}");
    stage.later();
  }

  /** Leaves so much for the stage's next requests. */
  private void leave(int bytes) {
    leave(bytes, Duration.ofMillis(1));
  }

  private void leave(int bytes, Duration patience) {
    var budget = new MemoryBudget(8L << 20, patience);
    budget.open().require(4L << 20);
    budget.open().require((4L << 20) - bytes);
    stage.memory = budget.open();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/storage/col?full=1", "/storage/col?full=1&ids=a", "/storage/col/a"})
  void recordsThatDoNotFit_areA503ThatSaysWhenToRetry(String path) {
    leave(64 * KIB);
    HttpResponse refused = stage.get(path);

    assertThat(brief(refused)).isEqualTo("503 0");
    assertThat(refused.headers())
        .containsEntry("Retry-After", "10")
        .containsKey("X-Weave-Timestamp");
    stage.memory = RequestMemory.UNBOUNDED;
    assertThat(stage.get(path).status()).isEqualTo(200);
  }

  @Test
  void jsonBesideTheRecords_isCountedToo() {
    leave(200 * KIB);
    assertThat(stage.get("/storage/col/a").status()).isEqualTo(503);
    leave(400 * KIB);
    assertThat(stage.get("/storage/col/a").status()).isEqualTo(200);
  }

  @Test
  void idsOfAWholeCollection_areTakenAsThousands() {
    leave(64 * KIB);

    assertThat(stage.get("/storage/col").status()).isEqualTo(503);
    assertThat(stage.get("/storage/col?limit=50").status()).isEqualTo(200);
    leave(512 * KIB);
    assertThat(stage.get("/storage/col").status()).isEqualTo(200);
  }

  @Test
  void idsOfALargeCollection_areTakenAsTheMostThereCanBe() {
    for (int post = 0; post < 21; post++) {
      stage.post("/storage/col", hundredRecords(post));
      stage.later();
    }
    leave(512 * KIB);
    assertThat(stage.get("/storage/col").status()).isEqualTo(503);
    stage.memory = RequestMemory.UNBOUNDED;
    HttpResponse all = stage.get("/storage/col");
    assertThat(all.headers())
        .containsEntry("X-Weave-Records", "2104")
        .doesNotContainKey("X-Weave-Next-Offset");
    assertThat(stage.get("/storage/col?limit=2050").headers())
        .containsEntry("X-Weave-Records", "2050")
        .containsKey("X-Weave-Next-Offset");
  }

  private static String hundredRecords(int post) {
    return IntStream.range(0, 100)
        .mapToObj(i -> "{\"id\":\"%d-%d\",\"payload\":\"x\"}".formatted(post, i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/storage/col?full=1", "/storage/col"})
  @Timeout(30)
  void session_isNotHeldWhileOthersHaveTheMemory(String path) {
    leave(64 * KIB, Duration.ofMinutes(5));

    assertThat(brief(stage.get(path))).isEqualTo("503 0");
  }

  @Test
  void uploadThatDoesNotFit_storesNothing() {
    leave(300 * KIB);

    assertThat(brief(stage.put("/storage/col/new", LARGE))).isEqualTo("503 0");
    assertThat(stage.put("/storage/col/small", "{\"payload\":\"y\"}").status()).isEqualTo(200);
    stage.memory = RequestMemory.UNBOUNDED;
    assertThat(stage.get("/storage/col/new").status()).isEqualTo(404);
  }

  @Test
  void smallRequests_areServedWhateverOthersTake() {
    leave(0);

    assertThat(stage.get("/storage/col/small").status()).isEqualTo(200);
    assertThat(stage.get("/storage/col?full=1&ids=small").status()).isEqualTo(200);
    assertThat(stage.get("/info/collections").status()).isEqualTo(200);
    assertThat(stage.put("/storage/col/small", "{\"payload\":\"y\"}").status()).isEqualTo(200);
  }
}
