package godwit.pipelines.run;

/** The run was asked to end; whatever is committed stays, and the next run goes on from there. */
public final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Made where a run notices it. */
  public Stopped() {
    super("the run was asked to end", null, false, false);
  }
}
