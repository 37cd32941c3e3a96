package godwit.pipelines.io;

import godwit.pipelines.run.Stopped;
import godwit.sweep.OwnerRange;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;

/** Cuts stores, given by their names, into stretches of users, and spreads them over workers. */
public final class CutStores extends PTransform<PCollection<String>, PCollection<StorePiece>> {
  private static final long serialVersionUID = 1L;

  /** Without buckets the shuffle of the local runner is ruinously slow. */
  private static final int BUCKETS = 256;

  private final String runId;
  private final StoreScope scope;

  /** Cuts the stores of that run. */
  public CutStores(String runId, StoreScope scope) {
    this.runId = runId;
    this.scope = scope;
  }

  @Override
  public PCollection<StorePiece> expand(PCollection<String> stores) {
    return stores
        .apply("Cut", ParDo.of(new CutFn(runId, scope)))
        .setCoder(SerializableCoder.of(StorePiece.class))
        .apply("Spread", Reshuffle.<StorePiece>viaRandomKey().withNumBuckets(BUCKETS));
  }

  private static final class CutFn extends DoFn<String, StorePiece> {
    private static final long serialVersionUID = 1L;
    private static final int PIECES_OF_SHARD = 64;

    /** An emulator reads a whole table for every statement: the fewer the better. */
    private static final int PIECES_OF_EMULATOR = 4;

    private static final int PIECES_OF_SPANNER = 4_096;

    private final String runId;
    private final StoreScope scope;

    CutFn(String runId, StoreScope scope) {
      this.runId = runId;
      this.scope = scope;
    }

    @ProcessElement
    public void cut(@Element String store, OutputReceiver<StorePiece> out) {
      try (SharedStores stores = SharedStores.acquire(runId, scope)) {
        stores
            .store(store)
            .split(OwnerRange.ALL, pieces(store))
            .forEach(range -> out.output(new StorePiece(store, range)));
      } catch (Stopped e) {
        // The store was away, and is the next run's.
      }
    }

    private int pieces(String store) {
      if (scope.shard(store).isPresent()) {
        return PIECES_OF_SHARD;
      }
      return scope.config().target().isEmulator() ? PIECES_OF_EMULATOR : PIECES_OF_SPANNER;
    }
  }
}
