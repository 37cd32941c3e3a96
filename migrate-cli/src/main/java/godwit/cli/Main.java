package godwit.cli;

import godwit.cli.session.Session;
import godwit.cli.session.SharedOptions;
import godwit.cli.session.Signals;
import godwit.cli.session.Stopping;
import godwit.cli.session.Surroundings;
import java.util.List;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where the process begins. */
public final class Main {
  private static final String END_OF_OPTIONS = "--";

  private Main() {}

  /** Runs one command and exits with its number. */
  public static void main(String[] arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    Surroundings surroundings = Surroundings.ofProcess();
    Stopping stopping = new Stopping();
    Signals.handOver(stopping, surroundings.err());
    System.exit(run(List.of(arguments), surroundings, stopping));
  }

  /**
   * Runs one command in the given surroundings. What comes after {@code --} belongs to the Beam
   * runner and is not parsed here.
   *
   * @return the exit code
   */
  static int run(List<String> arguments, Surroundings surroundings, Stopping stopping) {
    int end = arguments.indexOf(END_OF_OPTIONS);
    List<String> own = end < 0 ? arguments : arguments.subList(0, end);
    List<String> runner = end < 0 ? List.of() : arguments.subList(end + 1, arguments.size());
    Session session = new Session(surroundings, new SharedOptions(), runner, stopping);
    return Commands.line(session).execute(own.toArray(String[]::new));
  }
}
