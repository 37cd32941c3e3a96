package godwit.tokenserver;

import java.util.Collection;
import java.util.Comparator;
import java.util.OptionalLong;

/** Which node the next user goes to. */
final class NodeChoice {
  private static final Comparator<NodeRow> EMPTIEST_FIRST =
      Comparator.comparingDouble(NodeRow::fullness).thenComparingLong(NodeRow::id);

  private NodeChoice() {}

  /** The id of the emptiest node that takes users, the lower id if two are equal. */
  static OptionalLong best(Collection<NodeRow> nodes) {
    return nodes.stream()
        .filter(NodeRow::takesUsers)
        .min(EMPTIEST_FIRST)
        .map(node -> OptionalLong.of(node.id()))
        .orElse(OptionalLong.empty());
  }
}
