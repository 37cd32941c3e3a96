package godwit.pipelines.quota;

import godwit.pipelines.io.CutStores;
import godwit.pipelines.io.SharedStores;
import godwit.pipelines.io.StorePiece;
import godwit.pipelines.io.StoreScope;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/** Cuts all stores into stretches of users, goes through each, and adds up. */
final class QuotaRanges extends PTransform<PCollection<String>, PCollection<QuotaTally>> {
  private static final long serialVersionUID = 1L;

  private final String runId;
  private final StoreScope scope;
  private final QuotaSettings settings;

  QuotaRanges(String runId, StoreScope scope, QuotaSettings settings) {
    this.runId = runId;
    this.scope = scope;
    this.settings = settings;
  }

  @Override
  public PCollection<QuotaTally> expand(PCollection<String> stores) {
    return stores
        .apply("Cut stores", new CutStores(runId, scope))
        .apply("Count", ParDo.of(new QuotaFn(runId, scope, settings)))
        .setCoder(SerializableCoder.of(QuotaTally.class))
        .apply("Add up", Combine.globally(QuotaTally::sum));
  }

  /** Goes through a stretch. */
  private static final class QuotaFn extends DoFn<StorePiece, QuotaTally> {
    private static final long serialVersionUID = 1L;

    private final String runId;
    private final StoreScope scope;
    private final QuotaSettings settings;

    QuotaFn(String runId, StoreScope scope, QuotaSettings settings) {
      this.runId = runId;
      this.scope = scope;
      this.settings = settings;
    }

    @ProcessElement
    public void count(@Element StorePiece piece, OutputReceiver<QuotaTally> out) {
      try (SharedStores stores = SharedStores.acquire(runId, scope)) {
        out.output(new QuotaSweep(stores, settings, piece.store()).sweep(piece.range()));
      }
    }
  }
}
