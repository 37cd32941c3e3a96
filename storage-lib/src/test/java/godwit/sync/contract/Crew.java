package godwit.sync.contract;

import godwit.sync.SyncRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Threads that begin at one moment. */
final class Crew {
  private static final int MOST_TRIES = 200;

  private Crew() {}

  /** Runs all jobs at once, and returns their results in the order of the jobs. */
  static <T> List<T> run(List<? extends Callable<T>> jobs) throws Exception {
    var start = new CyclicBarrier(jobs.size());
    ExecutorService threads = Executors.newFixedThreadPool(jobs.size());
    try {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> job : jobs) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return job.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : running) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("one of the threads failed: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Tries again after a conflict, as a client does, but not for ever. */
  static <T> T insist(Supplier<T> request) {
    for (int i = 1; i < MOST_TRIES; i++) {
      try {
        return request.get();
      } catch (SyncRefusal e) {
        if (e.kind() != SyncRefusal.Kind.CONFLICT) {
          throw e;
        }
      }
    }
    return request.get();
  }
}
