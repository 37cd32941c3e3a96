package godwit.cli.bench;

import godwit.cli.session.Failure;
import godwit.sync.SyncClock;
import godwit.sync.backend.OpenBackend;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Measures how a server answers the load of many devices. Server and devices share this JVM. */
public final class ServeBench {
  private final LoadSettings settings;

  /** A measurement in this manner. */
  public ServeBench(LoadSettings settings) {
    this.settings = settings;
  }

  /**
   * What one backend measured.
   *
   * @param storage which one
   * @param routes latencies by route
   * @param means where one request's time goes on average, in microseconds
   * @param conflicts requests answered 503
   * @param failures requests answered in any other way than they should be
   */
  public record Measured(
      String storage,
      List<LoadFigures.Row> routes,
      TimeShares.Means means,
      long conflicts,
      long failures) {}

  /**
   * Drives a server over one storage, and removes what was written.
   *
   * @param opening opens the storage with the clock it is given
   */
  public Measured run(Function<SyncClock, OpenBackend> opening)
      throws IOException, InterruptedException {
    try (BenchServer server = BenchServer.start(opening)) {
      var generator = new LoadGenerator(server, settings);
      if (!generator.findsNobody()) {
        throw Failure.precondition(
            "The storage already has users with the numbers that this bench makes up; use another"
                + " one.");
      }
      try {
        LoadFigures figures = generator.run();
        return new Measured(
            server.title(),
            figures.rows(settings.seconds()),
            server.shares().means(figures.meanMicros()),
            figures.conflicts(),
            figures.failures());
      } finally {
        generator.clear();
      }
    }
  }
}
