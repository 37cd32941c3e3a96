package godwit.pipelines.migrate;

/** The run was asked to end; whatever is committed stays, and the next run goes on from there. */
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Stopped() {
    super("the run was asked to end", null, false, false);
  }
}
