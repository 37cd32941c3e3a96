package godwit.pipelines.io;

import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.Stopped;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepStore;
import java.util.List;
import java.util.function.Consumer;

/** Brings the users of a store page by page, until there are no more or the run is to end. */
public final class UserPages {
  private static final int USERS_PER_PAGE = 200;

  private final SweepStore store;
  private final RunControl control;

  /** Users of that store. */
  public UserPages(SweepStore store, RunControl control) {
    this.store = store;
    this.control = control;
  }

  /**
   * Hands over the pages of a stretch. A run that is asked to end while the store is away ends here
   * too, with what was counted so far.
   */
  public void each(OwnerRange range, Consumer<List<SweepOwner>> consumer) {
    try {
      Owner after = null;
      // Asked before each look: a store that is away makes every look take its time.
      while (!control.isStopped()) {
        List<SweepOwner> page = store.ownersAfter(range, after, USERS_PER_PAGE);
        if (page.isEmpty()) {
          return;
        }
        consumer.accept(page);
        after = page.get(page.size() - 1).owner();
      }
    } catch (Stopped e) {
      // Who was not looked at is the next run's.
    }
  }
}
