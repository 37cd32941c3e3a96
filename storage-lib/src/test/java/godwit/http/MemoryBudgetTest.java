package godwit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Shares of the memory that bodies may take. */
class MemoryBudgetTest {
  private static final int MIB = 1 << 20;

  private final MemoryBudget budget = new MemoryBudget(4 * MIB, Duration.ofMillis(1));

  private RequestMemory holding(long bytes) {
    RequestMemory memory = budget.open();
    memory.require(bytes);
    return memory;
  }

  private void assertFull(long bytes) {
    assertThatThrownBy(() -> holding(bytes)).isInstanceOf(OverloadedException.class);
  }

  @Test
  void budget_isSharedByAllRequests() {
    RequestMemory first = holding(2 * MIB);
    holding(2 * MIB);
    assertFull(MIB);
    first.close();
    first.close();

    holding(MIB);
    holding(MIB);
    assertFull(MIB);
  }

  @Test
  void request_isNeverAskedForMoreThanHalf() {
    RequestMemory huge = holding(100L * MIB);
    holding(2 * MIB);

    assertFull(MIB);
    huge.require(Long.MAX_VALUE);
  }

  @Test
  void smallBodies_areFree() {
    holding(2 * MIB);
    holding(2 * MIB);

    assertThat(holding(MemoryBudget.FREE_BYTES)).isNotNull();
    assertFull(MemoryBudget.FREE_BYTES + 1);
  }

  @Test
  void request_growsAndShrinks() {
    RequestMemory memory = holding(MIB);
    memory.require(MIB / 2);
    memory.require(2 * MIB);
    RequestMemory other = holding(2 * MIB);
    assertFull(MIB);
    memory.holdOnly(MIB);

    other.require(2 * MIB);
    holding(MIB);
    assertFull(MIB);
  }

  @Test
  void request_waitsForOthersToLetGo() {
    var patient = new MemoryBudget(2 * MIB, Duration.ofSeconds(30));
    RequestMemory first = patient.open();
    first.require(MIB);
    RequestMemory second = patient.open();
    second.require(MIB);
    var third = CompletableFuture.runAsync(() -> patient.open().require(MIB));
    first.close();

    third.join();
  }

  @Test
  void body_takesMemoryAsItArrives() throws IOException {
    List<RequestMemory> taken = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      RequestMemory memory = budget.open();
      taken.add(memory);
      assertThat(BodyReader.read(upload(MIB, memory), 2 * MIB)).isPresent();
    }
    assertThatThrownBy(() -> BodyReader.read(upload(MIB, budget.open()), 2 * MIB))
        .isInstanceOf(OverloadedException.class);
    taken.forEach(RequestMemory::close);

    assertThat(BodyReader.read(upload(MIB, budget.open()), 2 * MIB)).isPresent();
  }

  private static HttpRequest upload(int bytes, RequestMemory memory) {
    return new HttpRequest(
        "PUT", "/", null, Map.of(), "http", new ByteArrayInputStream(new byte[bytes]), memory);
  }
}
