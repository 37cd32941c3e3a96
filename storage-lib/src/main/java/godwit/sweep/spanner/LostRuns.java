package godwit.sweep.spanner;

import godwit.sweep.Deletion;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the runs of one deletion may have stored without anybody being told. A run that the server
 * aborted stored nothing, and what the next one finds gone was deleted by somebody else; but when a
 * transaction's answer is lost, nobody knows, and another transaction follows. Used by one thread.
 */
final class LostRuns {
  private final Set<String> maybe = new HashSet<>();
  private Set<String> last = Set.of();

  /** Another transaction begins. */
  void beginTransaction() {
    maybe.addAll(last);
    last = Set.of();
  }

  /** Another run of the transaction, told in the light of the transactions before. */
  Deletion run(Supplier<Deletion> work) {
    last = Set.of();
    Deletion deletion = work.get();
    last = deletion.deleted();
    return deletion.after(maybe);
  }
}
