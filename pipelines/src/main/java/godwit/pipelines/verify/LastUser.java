package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.plan.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Finds the user with whom a verification of so many users ends: the first ones of the scope that
 * were copied, in the order of the target's keys, as a copy takes them.
 */
final class LastUser {
  private final Ledger ledger;
  private final Scope scope;

  LastUser(Ledger ledger, Scope scope) {
    this.ledger = ledger;
    this.scope = scope;
  }

  /** The last one, or nothing if there is no limit or there are not as many users. */
  Optional<UserKey> find() {
    if (scope.limit() == Scope.ALL.limit()) {
      return Optional.empty();
    }
    long left = scope.limit();
    Optional<UserKey> after = Optional.empty();
    for (List<UserEntry> page = ledger.usersAfter(after, Optional.empty());
        !page.isEmpty();
        page = ledger.usersAfter(after, Optional.empty())) {
      for (UserEntry user : page) {
        if (isMeant(user) && --left == 0) {
          return Optional.of(user.key());
        }
      }
      after = Optional.of(page.get(page.size() - 1).key());
    }
    return Optional.empty();
  }

  private boolean isMeant(UserEntry user) {
    return user.state().isCopied()
        && scope.includesShard(user.shard())
        && scope.includes(user.shard(), user.uid(), user.key())
        && user.planned().rows() <= scope.excludeHoarders();
  }
}
