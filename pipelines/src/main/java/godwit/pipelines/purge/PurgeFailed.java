package godwit.pipelines.purge;

import godwit.storage.StorageException;

/** A purge failed after it had begun; its cause says why, and the report what it had done. */
public final class PurgeFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient PurgeReport report;

  PurgeFailed(PurgeReport report, StorageException failure) {
    super(failure.getMessage(), failure);
    this.report = report;
  }

  /** What was done until then. */
  public PurgeReport report() {
    return report;
  }
}
