package godwit.cli.demo;

import godwit.cli.output.Amounts;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failures;
import godwit.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Takes steps one after the other, tells of each and keeps its time and its exit code. */
final class Steps {
  private final Session session;
  private final int count;
  private final List<Step> taken = new ArrayList<>();

  Steps(Session session, int count) {
    this.session = session;
    this.count = count;
  }

  /**
   * Takes a step.
   *
   * @param name for machines
   * @param title for people
   * @param work the step itself; when it throws, the step is kept with its exit code
   * @param exit how it ended
   * @param text what to tell of it
   */
  <T> T take(
      String name,
      String title,
      Callable<T> work,
      Function<T, ExitCode> exit,
      Function<T, String> text)
      throws Exception {
    session.narrate("%n%d/%d  %s%n".formatted(taken.size() + 1, count, title));
    long start = System.nanoTime();
    try {
      T result = work.call();
      Step step = new Step(name, secondsSince(start), exit.apply(result).status());
      taken.add(step);
      session.narrate(text.apply(result).indent(5));
      session.narrate("     (%s)%n".formatted(Amounts.seconds(step.seconds())));
      return result;
    } catch (Exception e) {
      taken.add(new Step(name, secondsSince(start), Failures.duringWork(e).exit().status()));
      throw e;
    }
  }

  List<Step> taken() {
    return List.copyOf(taken);
  }

  /** Milliseconds are enough. */
  private static double secondsSince(long nanos) {
    return Math.round((System.nanoTime() - nanos) / 1e6) / 1e3;
  }
}
