package godwit.tokenserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes what is planned for one account, within a transaction that has locked its rows.
 *
 * @param now milliseconds since the epoch
 */
record AccountWrite(
    Connection connection, UserTable users, NodeTable nodes, String email, long now) {

  /**
   * Writes.
   *
   * @param chosen the node for a new row; the plan may need one although none was chosen, if the
   *     account's rows have changed since
   * @param usesShare whether the node's share of free places shrinks
   * @return empty if there is no such node
   */
  Optional<Placement> apply(Draft draft, OptionalLong chosen, boolean usesShare)
      throws SQLException {
    if (!draft.plan().strays().isEmpty()) {
      long current = draft.account().current().orElseThrow().createdAt();
      users.replace(connection, draft.plan().strays(), current);
    }
    return switch (draft.plan().step()) {
      case ALLOCATE, REASSIGN ->
          chosen.isPresent() && nodes.addUser(connection, chosen.getAsLong(), usesShare)
              ? inserted(draft, chosen.getAsLong())
              : Optional.empty();
      case REPLACE -> inserted(draft, draft.account().current().orElseThrow().nodeId());
      case UPDATE -> updated(draft);
      case KEEP -> Optional.of(draft.placement());
    };
  }

  private Optional<Placement> inserted(Draft draft, long nodeId) throws SQLException {
    long createdAt = draft.account().createdAt(now);
    AccountKeys keys = draft.plan().keys();
    AssignmentRow row =
        new AssignmentRow(
            0,
            email,
            keys.generation(),
            keys.clientState(),
            createdAt,
            null,
            nodeId,
            keys.keysChangedAt());
    long uid = users.insert(connection, row);
    users.replaceBefore(connection, email, createdAt);
    return nodes.url(connection, nodeId).map(url -> new Placement(uid, url, keys));
  }

  private Optional<Placement> updated(Draft draft) throws SQLException {
    Placement placement = draft.placement();
    users.update(connection, placement.uid(), draft.plan().keys());
    return Optional.of(placement);
  }
}
