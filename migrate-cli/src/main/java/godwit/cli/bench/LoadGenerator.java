package godwit.cli.bench;

import godwit.testdata.client.Account;
import godwit.testdata.client.Reply;
import godwit.testdata.client.SyncClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Devices that visit a server for a while. */
final class LoadGenerator {
  /** Far from the numbers that tokenservers give out first. */
  static final long FIRST_UID = 1_900_000_000;

  private final BenchServer server;
  private final LoadSettings settings;
  private final AtomicLong visits = new AtomicLong();

  LoadGenerator(BenchServer server, LoadSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /** Whose storage it is must not be somebody's: it will be written to and deleted. */
  boolean findsNobody() {
    for (int i = 0; i < settings.users(); i++) {
      try (SyncClient device = device(i)) {
        Reply reply = device.get("/info/collections");
        if (reply.status() != 200 || !reply.object().isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Removes what was written. */
  void clear() {
    for (int i = 0; i < settings.users(); i++) {
      try (SyncClient device = device(i)) {
        device.delete("/storage");
      }
    }
  }

  private SyncClient device(int user) {
    return new SyncClient(
        BenchServer.HOST, server.port(), BenchServer.SECRET, Account.numbered(FIRST_UID + user));
  }

  /** Warms up, measures, and answers what was measured. */
  LoadFigures run() throws InterruptedException {
    var random = new SplittableRandom(settings.seed());
    long begin = System.nanoTime();
    long measuredFrom = begin + TimeUnit.SECONDS.toNanos(settings.warmUpSeconds());
    long end = measuredFrom + TimeUnit.SECONDS.toNanos(settings.seconds());
    List<Callable<@Nullable LoadFigures>> work = new ArrayList<>();
    for (int i = 0; i < settings.connections(); i++) {
      SplittableRandom own = random.split();
      int first = i;
      work.add(() -> visit(first, own, new Span(begin, measuredFrom, end)));
    }
    work.add(
        () -> {
          TimeUnit.NANOSECONDS.sleep(measuredFrom - System.nanoTime());
          server.shares().switchOn(true);
          TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
          server.shares().switchOn(false);
          return null;
        });
    return sum(work);
  }

  private static LoadFigures sum(List<Callable<@Nullable LoadFigures>> work)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      var sum = new LoadFigures();
      for (var done : threads.invokeAll(work)) {
        LoadFigures figures = done.get();
        if (figures != null) {
          sum.add(figures);
        }
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a device failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Nanoseconds of {@link System#nanoTime}. */
  private record Span(long begin, long measuredFrom, long end) {}

  private LoadFigures visit(int connection, SplittableRandom random, Span span)
      throws InterruptedException {
    var figures = new LoadFigures();
    List<SyncClient> devices = new ArrayList<>();
    // Users are split among connections: two devices of one user meet seldom in the field.
    for (int user = connection; user < settings.users(); user += settings.connections()) {
      devices.add(device(user));
    }
    if (devices.isEmpty()) {
      devices.add(device(connection % settings.users()));
    }
    try {
      for (int turn = 0; ; turn++) {
        long due = awaitTurn(span);
        if (due >= span.end()) {
          return figures;
        }
        boolean counts = due >= span.measuredFrom();
        SyncClient device = devices.get(turn % devices.size());
        LoadVisit.Heard heard = counts ? figures::answered : (route, status, nanos) -> {};
        new LoadVisit(device, random, heard).run();
        if (counts) {
          figures.visited(System.nanoTime() - due);
        }
      }
    } finally {
      devices.forEach(SyncClient::close);
    }
  }

  /** When the next visit is due: now, or by the rate, which does not wait for slow servers. */
  private long awaitTurn(Span span) throws InterruptedException {
    if (settings.rate() == 0) {
      return System.nanoTime();
    }
    long due = span.begin() + (long) (visits.getAndIncrement() * 1e9 / settings.rate());
    long left = due - System.nanoTime();
    if (left > 0 && due < span.end()) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
    return due;
  }
}
