package godwit.cli.job;

import godwit.cli.output.ProgressLine;
import godwit.cli.session.Session;
import godwit.cli.session.Stopping;
import godwit.pipelines.run.RunControl;
import java.util.function.Function;

/** Runs something long: with a progress line, and with Ctrl-C asking it to end. */
public final class Watched {
  private Watched() {}

  /** Runs the work with a control of its own. */
  public static <T> T call(Session session, Function<RunControl, T> work) {
    return call(session, new RunControl(), work);
  }

  /** The same with a control that the caller reads afterwards. */
  public static <T> T call(Session session, RunControl control, Function<RunControl, T> work) {
    session.beginWork();
    Stopping.Registration registration = session.stopping().register(control::stop);
    ProgressLine line = ProgressLine.start(session.err(), session.redraws(), control);
    try {
      return work.apply(control);
    } finally {
      line.close();
      registration.close();
    }
  }
}
