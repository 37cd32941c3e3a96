package godwit.pipelines.plan;

import godwit.model.Usage;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;

/** Plans users who were copied and then deleted everything: the target still has their rows. */
final class VanishedUsers {
  private final Connections connections;
  private final Scope scope;
  private final PlannedUsers out;

  VanishedUsers(Connections connections, Scope scope, PlannedUsers out) {
    this.connections = connections;
    this.scope = scope;
    this.out = out;
  }

  void run() {
    new GoneUsers(connections, scope, this::isAsked).find(user -> out.planned(again(user), 0));
  }

  private boolean isAsked(UserEntry user) {
    SourceVector vector = user.vector();
    return user.state().mayBeCopied()
        && !user.runId().equals(out.runId())
        && (vector == null || !vector.times().isEmpty());
  }

  private UserEntry again(UserEntry user) {
    return new UserEntry(
        user.key(),
        UserState.PLANNED,
        out.runId(),
        user.attempt() + 1,
        user.shard(),
        user.uid(),
        Usage.NONE,
        user.vector(),
        user.counts(),
        null,
        null);
  }
}
