package godwit.tokenserver;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A plan together with what it was made from.
 *
 * @param node the URL of the current row's node, or null if there is none
 */
record Draft(Account account, AccountPlan plan, @Nullable String node) {

  /** Where the account is, once its current row is as planned. */
  Placement placement() {
    return new Placement(
        account.current().orElseThrow().uid(), Objects.requireNonNull(node), plan.keys());
  }
}
