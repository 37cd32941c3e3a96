package godwit.pipelines.purge;

import godwit.pipelines.io.KeptOpen;
import godwit.pipelines.io.LoadWatch;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.run.Stopped;
import godwit.pipelines.run.StoreConfig;
import godwit.storage.StorageException;
import godwit.sweep.OwnerRange;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;

/**
 * Cuts the users into stretches, purges each, and adds up what became of their records. Rows stay
 * within one step, and the graph is the same for one user and a hundred million.
 */
final class PurgeRanges extends PTransform<PCollection<String>, PCollection<PurgeCounts>> {
  private static final long serialVersionUID = 1L;

  /** Without buckets the shuffle of the local runner is ruinously slow. */
  private static final int BUCKETS = 256;

  private final StoreConfig store;
  private final PurgeSettings settings;

  PurgeRanges(StoreConfig store, PurgeSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  @Override
  public PCollection<PurgeCounts> expand(PCollection<String> runs) {
    return runs.apply("Cut", ParDo.of(new CutFn(store, settings)))
        .setCoder(SerializableCoder.of(Piece.class))
        .apply("Spread", Reshuffle.<Piece>viaRandomKey().withNumBuckets(BUCKETS))
        .apply("Purge", ParDo.of(new PurgeFn(store, settings)))
        .setCoder(SerializableCoder.of(PurgeCounts.class))
        .apply("Add up", Combine.globally(PurgeCounts::sum));
  }

  /** A stretch of users and the run it belongs to. */
  record Piece(String runId, OwnerRange range) implements java.io.Serializable {}

  /** Watches the run's servers until it is over. */
  static LoadWatch watch(SharedRun run) {
    return LoadWatch.of(
        run.stores(), run.settings().limits().load(), run.control(), run.budget()::isOver);
  }

  /** Cuts the run's users into stretches. */
  private static final class CutFn extends DoFn<String, Piece> {
    private static final long serialVersionUID = 1L;
    private static final int PIECES = 64;
    private static final int PIECES_IN_SPANNER = 4_096;

    private final StoreConfig store;
    private final PurgeSettings settings;

    CutFn(StoreConfig store, PurgeSettings settings) {
      this.store = store;
      this.settings = settings;
    }

    @ProcessElement
    public void cut(@Element String runId, OutputReceiver<Piece> out) {
      try (SharedRun run = SharedRun.acquire(runId, store, settings)) {
        run.store()
            .split(settings.range(), pieces(run))
            .forEach(range -> out.output(new Piece(runId, range)));
      }
    }

    private int pieces(SharedRun run) {
      boolean cutsForNothing = run.store().findsExpiredByIndex() || store.isEmulator();
      if (settings.tombstones() == null && cutsForNothing) {
        return 1;
      }
      return store.shard() != null || store.isEmulator() ? PIECES : PIECES_IN_SPANNER;
    }
  }

  /** Purges a stretch and answers what became of its records. */
  static final class PurgeFn extends DoFn<Piece, PurgeCounts> {
    private static final long serialVersionUID = 1L;

    private final StoreConfig store;
    private final PurgeSettings settings;
    private final KeptOpen<SharedRun> open = new KeptOpen<>();

    PurgeFn(StoreConfig store, PurgeSettings settings) {
      this.store = store;
      this.settings = settings;
    }

    @ProcessElement
    public void purge(@Element Piece piece, OutputReceiver<PurgeCounts> out) {
      // Not for each stretch: what the run may still do, and its connections, outlast a stretch.
      open.keep(piece.runId(), () -> SharedRun.acquire(piece.runId(), store, settings));
      try (SharedRun run = SharedRun.acquire(piece.runId(), store, settings)) {
        var counts = new PurgeCounts();
        var deleter = new Deleter(run, watch(run), counts);
        if (!deleter.isOver()) {
          try {
            sweep(run, counts, deleter, piece.range());
          } catch (Stopped e) {
            // What was not looked at is the next run's.
          } catch (StorageException e) {
            // What was deleted before is to be told.
            if (!run.keep(e)) {
              throw e;
            }
          }
        }
        out.output(counts);
      }
    }

    private void sweep(SharedRun run, PurgeCounts counts, Deleter deleter, OwnerRange range) {
      TombstonePolicy tombstones = settings.tombstones();
      if (tombstones == null) {
        new ExpiredSweep(run, counts, deleter).sweep(range);
      } else {
        new TombstoneSweep(run, tombstones, counts, deleter).sweep(range);
      }
    }

    @Teardown
    public void tearDown() {
      open.close();
    }
  }
}
