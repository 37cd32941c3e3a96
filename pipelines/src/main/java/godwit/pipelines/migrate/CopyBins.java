package godwit.pipelines.migrate;

import godwit.pipelines.io.Connections;
import godwit.pipelines.run.MoveConfig;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;

/**
 * Copies a run's pieces of work. Elements are numbers of pieces: rows are read and written within
 * one step, so that no payload is ever shuffled, and the graph is the same for one piece and a
 * million.
 */
final class CopyBins extends PTransform<PCollection<String>, PCollection<Long>> {
  private static final long serialVersionUID = 1L;

  /** Without buckets the shuffle of the local runner is ruinously slow. */
  private static final int BUCKETS = 256;

  private final MoveConfig config;

  CopyBins(MoveConfig config) {
    this.config = config;
  }

  @Override
  public PCollection<Long> expand(PCollection<String> runs) {
    return runs.apply("List pieces", ParDo.of(new ListFn(config)))
        .apply("Spread", Reshuffle.<String>viaRandomKey().withNumBuckets(BUCKETS))
        .apply("Copy pieces", ParDo.of(new CopyFn(config)));
  }

  /** Turns a run's id into {@code run-id number} for each piece of work. */
  private static final class ListFn extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    private final MoveConfig config;

    ListFn(MoveConfig config) {
      this.config = config;
    }

    @ProcessElement
    public void list(@Element String runId, OutputReceiver<String> out) {
      try (Connections connections = Connections.acquire(runId, config)) {
        long after = -1;
        for (var page = connections.ledger().binsAfter(runId, after);
            !page.isEmpty();
            page = connections.ledger().binsAfter(runId, after)) {
          page.forEach(bin -> out.output(runId + " " + bin.number()));
          after = page.get(page.size() - 1).number();
        }
      }
    }
  }
}
