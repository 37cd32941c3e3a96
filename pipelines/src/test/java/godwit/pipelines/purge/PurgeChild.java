package godwit.pipelines.purge;

import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.StoreConfig;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One purge in a JVM of its own, so that it can be killed and its memory limited. Prints {@code AT
 * rows} all the while, and {@code DONE examined deleted balanced} at the end.
 */
final class PurgeChild {
  private PurgeChild() {}

  /** What it is to do. */
  record Job(StoreConfig store, PurgeSettings settings) implements Serializable {}

  /** Runs it; ends with 0, or with 1 and {@code FAILED message}. */
  public static void main(String[] args) throws IOException, ClassNotFoundException {
    Job job;
    try (var in = new ObjectInputStream(Files.newInputStream(Path.of(args[0])))) {
      job = (Job) in.readObject();
    }
    var control = new RunControl();
    var printer = Executors.newSingleThreadScheduledExecutor();
    var unused =
        printer.scheduleAtFixedRate(
            () -> System.out.println("AT " + control.done().rows()), 0, 5, TimeUnit.MILLISECONDS);
    int exit = run(job, control);
    System.out.flush();
    Runtime.getRuntime().halt(exit);
  }

  private static int run(Job job, RunControl control) {
    try {
      PurgeReport report = PurgePipeline.run(job.store(), job.settings(), List.of(), control);
      System.out.printf(
          "DONE %d %d %s%n", report.examined(), report.deletedTotal().rows(), report.balanced());
      return 0;
    } catch (RuntimeException e) {
      System.out.println("FAILED " + e.getMessage());
      return 1;
    }
  }
}
