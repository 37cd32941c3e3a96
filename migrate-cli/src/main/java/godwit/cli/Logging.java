package godwit.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** How much is logged to standard error. The configuration file is quiet; this makes it talk. */
final class Logging {
  private Logging() {}

  static void setUp(boolean verbose) {
    if (verbose && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
      context.getLogger("godwit").setLevel(Level.DEBUG);
    }
  }
}
