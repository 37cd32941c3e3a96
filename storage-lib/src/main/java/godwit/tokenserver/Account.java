package godwit.tokenserver;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of one account, current one first.
 *
 * @param rows as {@link AssignmentRule#ordered} leaves them
 */
record Account(List<AssignmentRow> rows) {
  /** Orders the rows. */
  static Account of(List<AssignmentRow> rows) {
    return new Account(AssignmentRule.ordered(rows));
  }

  Optional<AssignmentRow> current() {
    return rows.stream().findFirst();
  }

  /** Client states that the account had before its current one. */
  Set<String> oldClientStates() {
    return rows.stream()
        .map(AssignmentRow::clientState)
        .filter(state -> !state.equals(rows.get(0).clientState()))
        .collect(Collectors.toSet());
  }

  /** Rows that look current and are not: a race of two servers, or a crash between two writes. */
  List<Long> strays() {
    return rows.stream()
        .skip(1)
        .filter(row -> row.replacedAt() == null)
        .map(AssignmentRow::uid)
        .toList();
  }

  /**
   * When a row made now is created: the clock's time, and later than all others whatever the clocks
   * of several servers say, or the new row would not be the current one.
   */
  long createdAt(long now) {
    return rows.stream()
        .mapToLong(AssignmentRow::createdAt)
        .map(at -> at + 1)
        .reduce(now, Math::max);
  }
}
