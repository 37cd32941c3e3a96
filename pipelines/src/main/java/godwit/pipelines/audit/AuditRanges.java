package godwit.pipelines.audit;

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

/** Cuts all stores into stretches of users, audits each stretch, and adds up. */
final class AuditRanges extends PTransform<PCollection<String>, PCollection<AuditTally>> {
  private static final long serialVersionUID = 1L;

  private final String runId;
  private final StoreScope scope;
  private final AuditSettings settings;

  AuditRanges(String runId, StoreScope scope, AuditSettings settings) {
    this.runId = runId;
    this.scope = scope;
    this.settings = settings;
  }

  @Override
  public PCollection<AuditTally> expand(PCollection<String> stores) {
    return stores
        .apply("Cut stores", new CutStores(runId, scope))
        .apply("Audit", ParDo.of(new AuditFn(runId, scope, settings)))
        .setCoder(SerializableCoder.of(AuditTally.class))
        .apply("Add up", Combine.globally(AuditTally::sum));
  }

  /** Audits a stretch. */
  private static final class AuditFn extends DoFn<StorePiece, AuditTally> {
    private static final long serialVersionUID = 1L;

    private final String runId;
    private final StoreScope scope;
    private final AuditSettings settings;

    AuditFn(String runId, StoreScope scope, AuditSettings settings) {
      this.runId = runId;
      this.scope = scope;
      this.settings = settings;
    }

    @ProcessElement
    public void audit(@Element StorePiece piece, OutputReceiver<AuditTally> out) {
      try (SharedStores stores = SharedStores.acquire(runId, scope)) {
        out.output(new AuditSweep(stores, scope, settings, piece.store()).sweep(piece.range()));
      }
    }
  }
}
