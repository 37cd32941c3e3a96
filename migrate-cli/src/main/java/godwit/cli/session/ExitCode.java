package godwit.cli.session;

/** What the process exits with. Scripts rely on these numbers; they never change their meaning. */
public enum ExitCode {
  /** Everything asked for was done, or, in a dry run, would be. */
  DONE(0, "done"),
  /** A bug, or a server that broke: not the operator's doing. */
  INTERNAL(1, "internal error"),
  /** The command line was wrong; nothing was opened. */
  USAGE(2, "usage error"),
  /** A server, a schema, a secret or the configuration is not as it must be; nothing was done. */
  PRECONDITION(3, "precondition failed"),
  /** Finished, but some records or users could not be moved and wait as dead letters. */
  DEAD_LETTERS(4, "dead letters"),
  /** Finished, and the two sides differ. */
  DIFFERENCES(5, "differences found"),
  /** Stopped at a safe point on request; the same command continues. */
  INTERRUPTED(6, "interrupted"),
  /** A guard stopped it: going on would have done harm, or the figures do not add up. */
  STOPPED(7, "stopped by a guard");

  private final int status;
  private final String outcome;

  ExitCode(int status, String outcome) {
    this.status = status;
    this.outcome = outcome;
  }

  /** The number, 0 to 7. */
  public int status() {
    return status;
  }

  /** The word for it in machine-readable output. */
  public String outcome() {
    return outcome;
  }
}
