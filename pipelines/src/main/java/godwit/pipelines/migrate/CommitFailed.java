package godwit.pipelines.migrate;

import godwit.storage.StorageException;

/**
 * A commit failed for good. It carries rows of several users, often not of the one being read when
 * this is noticed: nobody is to blame, and the piece of work ends.
 */
final class CommitFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final StorageException failure;

  CommitFailed(StorageException failure) {
    super(failure);
    this.failure = failure;
  }

  /** What the target said. */
  StorageException failure() {
    return failure;
  }
}
