package godwit.pipelines.quota;

import godwit.pipelines.io.StoreScope;
import godwit.pipelines.run.RunControl;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One run about quotas in a JVM of its own, so that it can be killed. Prints {@code DONE stillOver
 * righted} at the end.
 */
final class QuotaChild {
  private QuotaChild() {}

  /** What it is to do. */
  record Job(StoreScope scope, QuotaSettings settings) implements Serializable {}

  /** Runs it; ends with 0, or with 1 and {@code FAILED message}. */
  public static void main(String[] args) throws IOException, ClassNotFoundException {
    Job job;
    try (var in = new ObjectInputStream(Files.newInputStream(Path.of(args[0])))) {
      job = (Job) in.readObject();
    }
    int exit = run(job);
    System.out.flush();
    Runtime.getRuntime().halt(exit);
  }

  private static int run(Job job) {
    try {
      QuotaReport report =
          QuotaPipeline.run(job.scope(), job.settings(), List.of(), new RunControl());
      System.out.printf("DONE %d %d%n", report.stillOver(), report.counters().righted());
      return 0;
    } catch (RuntimeException e) {
      System.out.println("FAILED " + e.getMessage());
      return 1;
    }
  }
}
