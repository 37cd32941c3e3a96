package godwit.pipelines.io;

import godwit.pipelines.run.Launcher;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.RunId;
import godwit.pipelines.run.Stopped;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * A job that goes once through the users of some stores and ends in one sum: the stores are cut
 * into stretches of users, each stretch is dealt with by one worker, and what came of them is added
 * up.
 *
 * @param scope which stores
 * @param type of a stretch's result, and of the sum
 * @param work what is done with a stretch
 * @param sum adds results up; of none it makes the empty one
 * @param <T> the same type
 */
public record StorePass<T extends Serializable>(
    StoreScope scope, Class<T> type, Work<T> work, SerializableFunction<Iterable<T>, T> sum) {

  /** What is done with one stretch of users. */
  @FunctionalInterface
  public interface Work<T> extends Serializable {
    /** Does it; may be called again for the same stretch. */
    T sweep(SharedStores stores, StorePiece piece);
  }

  /**
   * What a pass came to.
   *
   * @param runId the run
   * @param sum of all stretches
   * @param seconds it took
   * @param interrupted whether it was stopped before the end
   */
  public record Outcome<T>(String runId, T sum, double seconds, boolean interrupted) {}

  /**
   * The graph: the same whatever the number of stores and users.
   *
   * @param place the file that the result is written to, where the runner's workers and the caller
   *     both reach it
   */
  public Pipeline build(PipelineOptions options, String runId, String place) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Stores", Create.of(scope.stores()).withCoder(StringUtf8Coder.of()))
        .apply("Cut stores", new CutStores(runId, scope))
        .apply("Go through users", ParDo.of(new SweepFn<>(runId, scope, inTurn())))
        .setCoder(SerializableCoder.of(type))
        .apply("Add up", Combine.globally(sum))
        .apply("Hand over", ParDo.of(new Handover.WriteFn<T>(place)));
    return pipeline;
  }

  private Work<T> inTurn() {
    Work<T> share = work;
    return (stores, piece) -> stores.inTurn(piece.store(), () -> share.sweep(stores, piece));
  }

  /** Goes through, in a run of its own name. */
  public Outcome<T> run(String job, String phase, List<String> runnerArgs, RunControl control) {
    return runAs(RunId.next(job, Clock.systemUTC()), phase, runnerArgs, control);
  }

  /**
   * Goes through.
   *
   * @param runId by {@link RunId#next}
   * @param phase what the progress line says meanwhile
   * @param runnerArgs options of the Beam runner; none for this machine
   * @throws godwit.storage.StorageException if a server cannot be reached or is not what it should
   *     be
   */
  public Outcome<T> runAs(String runId, String phase, List<String> runnerArgs, RunControl control) {
    PipelineOptions options = Launcher.options(runnerArgs, scope.mostWorkers());
    control.attach(runId);
    long start = System.nanoTime();
    try (SharedStores stores = SharedStores.acquire(runId, scope)) {
      control.enter("looking at servers");
      scope.stores().forEach(stores::place);
      control.enter(phase);
      String place = Handover.place(options, runId);
      Launcher.run(build(options, runId, place), control);
      control.enter("adding up");
      T result = Handover.read(place, type);
      return new Outcome<>(runId, result, (System.nanoTime() - start) / 1e9, control.isStopped());
    } catch (Stopped e) {
      T none = sum.apply(List.of());
      return new Outcome<>(runId, none, (System.nanoTime() - start) / 1e9, true);
    } catch (RuntimeException e) {
      control.stop();
      throw e;
    } finally {
      RunControl.detach(runId);
    }
  }

  /** Deals with a stretch. */
  static final class SweepFn<T extends Serializable> extends DoFn<StorePiece, T> {
    private static final long serialVersionUID = 1L;

    private final String runId;
    private final StoreScope scope;
    private final Work<T> work;
    private final KeptOpen<SharedStores> open = new KeptOpen<>();

    SweepFn(String runId, StoreScope scope, Work<T> work) {
      this.runId = runId;
      this.scope = scope;
      this.work = work;
    }

    @ProcessElement
    public void sweep(@Element StorePiece piece, OutputReceiver<T> out) {
      open.keep(runId, () -> SharedStores.acquire(runId, scope));
      try (SharedStores stores = SharedStores.acquire(runId, scope)) {
        out.output(work.sweep(stores, piece));
      } catch (Stopped e) {
        // The store was away before the stretch was begun.
      }
    }

    @Teardown
    public void tearDown() {
      open.close();
    }
  }
}
