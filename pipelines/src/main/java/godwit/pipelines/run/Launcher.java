package godwit.pipelines.run;

import godwit.storage.spanner.SpannerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.joda.time.Duration;

/** Runs a pipeline on whatever runner its options name, by default on this machine. */
public final class Launcher {
  private static final Duration LOOK = Duration.standardSeconds(5);

  private Launcher() {}

  /**
   * Reads runner options, such as {@code --runner=DataflowRunner}. Without a runner: the local one,
   * with its costly self-checks off and one worker a core, but at least two, so that one reads
   * while another writes.
   *
   * @throws IllegalArgumentException if an option is unknown; the message names it
   */
  public static PipelineOptions options(List<String> args, SpannerConfig target) {
    return options(args, target.isEmulator() ? 1 : Integer.MAX_VALUE);
  }

  /** The same with so many local workers at most. */
  public static PipelineOptions options(List<String> args, int mostWorkers) {
    List<String> all = new ArrayList<>(args);
    if (isLocal(args)) {
      int cores = Runtime.getRuntime().availableProcessors();
      int workers = Math.min(mostWorkers, Math.max(2, cores));
      addDefault(all, "targetParallelism", Integer.toString(workers));
      addDefault(all, "enforceImmutability", "false");
      addDefault(all, "enforceEncodability", "false");
    }
    return PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).create();
  }

  /**
   * Makes sure that runner options are known, before anything is opened.
   *
   * @throws IllegalArgumentException if one is not; the message names it
   */
  public static void check(List<String> args) {
    PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).create();
  }

  /** Whether the runner's options mean this machine. */
  public static boolean isLocal(List<String> args) {
    return args.stream()
        .filter(arg -> arg.startsWith("--runner="))
        .allMatch(arg -> arg.toLowerCase(Locale.ROOT).contains("direct"));
  }

  private static void addDefault(List<String> args, String name, String value) {
    String flag = "--" + name + "=";
    if (args.stream().noneMatch(arg -> arg.startsWith(flag))) {
      args.add(flag + value);
    }
  }

  /** Runs a pipeline that nobody will ask to end. */
  public static void run(Pipeline pipeline) {
    run(pipeline, new RunControl());
  }

  /**
   * Runs to the end; what a worker threw is thrown here. When the run is asked to end, workers of
   * this process end by themselves, at their next safe point; a job elsewhere is cancelled, which a
   * later run survives as it does a kill.
   */
  public static void run(Pipeline pipeline, RunControl control) {
    boolean local = pipeline.getOptions().getRunner().getSimpleName().equals("DirectRunner");
    try {
      await(pipeline.run(), control, local, LOOK);
    } catch (Pipeline.PipelineExecutionException e) {
      throw cause(e);
    }
  }

  /**
   * Waits for a job.
   *
   * @param local whether its workers notice by themselves that they should end
   * @param look how often to look whether they should
   */
  static void await(PipelineResult job, RunControl control, boolean local, Duration look) {
    PipelineResult.State state = local ? job.waitUntilFinish() : watch(job, control, look);
    boolean cancelled = state == PipelineResult.State.CANCELLED && control.isStopped();
    if (state != PipelineResult.State.DONE && !cancelled) {
      throw new IllegalStateException("the pipeline ended as " + state);
    }
  }

  private static PipelineResult.State watch(PipelineResult job, RunControl control, Duration look) {
    boolean asked = false;
    while (true) {
      PipelineResult.State state = job.waitUntilFinish(look);
      if (state != null && state.isTerminal()) {
        return state;
      }
      if (control.isStopped() && !asked) {
        asked = true;
        control.waitFor("the job is being cancelled");
        cancel(job);
      }
    }
  }

  private static void cancel(PipelineResult job) {
    try {
      job.cancel();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The job could not be cancelled and goes on: cancel it where it runs.", e);
    }
  }

  private static RuntimeException cause(RuntimeException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getClass().getName().startsWith("org.apache.beam")) {
      cause = cause.getCause();
    }
    return cause instanceof RuntimeException plain ? plain : failure;
  }
}
