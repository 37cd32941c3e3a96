package godwit.pipelines.migrate;

import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.Bin;
import godwit.pipelines.run.MoveConfig;
import java.time.Clock;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Copies one piece and answers its number, unless the run was stopped. */
final class CopyFn extends DoFn<String, Long> {
  private static final long serialVersionUID = 1L;

  private final MoveConfig config;
  private transient @Nullable Connections connections;

  CopyFn(MoveConfig config) {
    this.config = config;
  }

  @ProcessElement
  public void copy(@Element String piece, OutputReceiver<Long> out) {
    String runId = piece.substring(0, piece.indexOf(' '));
    long number = Long.parseLong(piece.substring(piece.indexOf(' ') + 1));
    Connections open = connections;
    if (open == null) {
      open = Connections.acquire(runId, config);
      connections = open;
    }
    var context =
        new RunContext(runId, open.control(), Clock.systemUTC(), config.policy().dropped());
    if (context.control().isStopped()) {
      return;
    }
    long start = System.nanoTime();
    Bin bin = open.ledger().bin(runId, number);
    if (new BinCopier(open, context).copy(bin)) {
      open.ledger().finishBin(runId, number, (System.nanoTime() - start) / 1e9);
      out.output(number);
    }
  }

  @Teardown
  public void close() {
    if (connections != null) {
      connections.close();
      connections = null;
    }
  }
}
