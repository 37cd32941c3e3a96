package godwit.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Workers and the connections they share; none is opened. */
class SharedStoresTest {
  private static final SpannerConfig TARGET = new SpannerConfig("p", "i", "d", null);

  private static StoreScope scope(SpannerConfig target, boolean both, int... connections) {
    List<ShardConfig> shards = new ArrayList<>();
    for (int i = 0; i < connections.length; i++) {
      var database = new MySqlConfig("jdbc:mysql://h/s", "u", null, connections[i]);
      shards.add(new ShardConfig("s" + i, "https://n" + i, database));
    }
    var config =
        new MoveConfig(shards, shards.get(0).database(), target, target, CopyPolicy.DEFAULT);
    return new StoreScope(config, shards.stream().map(ShardConfig::name).toList(), both);
  }

  @Test
  void workers_areAsManyAsAllConnectionsTogether() {
    assertThat(scope(TARGET, false, 1, 4).mostWorkers()).isEqualTo(5);
    assertThat(scope(TARGET, true, 1, 4).mostWorkers()).isEqualTo(Integer.MAX_VALUE);
    assertThat(scope(new SpannerConfig("p", "i", "d", "localhost:1"), true, 3).mostWorkers())
        .isEqualTo(4);
  }

  @Test
  void workersOfAShard_areNeverMoreThanItsConnections()
      throws InterruptedException, ExecutionException, TimeoutException {
    var at = new AtomicInteger();
    var most = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try (SharedStores stores = SharedStores.acquire("turns", scope(TARGET, false, 2, 1))) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        all.add(
            pool.submit(
                () ->
                    stores.inTurn(
                        "s0",
                        () -> {
                          most.accumulateAndGet(at.incrementAndGet(), Math::max);
                          LockSupport.parkNanos(50_000);
                          return at.decrementAndGet();
                        })));
      }
      for (Future<Integer> one : all) {
        one.get(1, TimeUnit.MINUTES);
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(most).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void workerThatFails_leavesItsTurn() {
    try (SharedStores stores = SharedStores.acquire("turn", scope(TARGET, false, 1))) {
      for (int i = 0; i < 2; i++) {
        assertThat(
                catchThrowable(
                    () ->
                        stores.inTurn(
                            "s0",
                            () -> {
                              throw new IllegalStateException("lost");
                            })))
            .hasMessage("lost");
      }
    }
  }
}
