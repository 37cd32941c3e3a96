package godwit.tokenserver;

import godwit.model.FxaKid;
import godwit.model.UserKey;
import godwit.tokenserver.Assignment.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges what a uid is to its person, as the tokenserver that serves the person would.
 *
 * <p>That server reads a person's 20 newest rows and takes the one with the highest generation, the
 * later one if two are equal. The number in the kid is {@code keys_changed_at} when it is not NULL,
 * 0 included, and the generation otherwise.
 */
final class AssignmentRule {
  static final int ROWS_READ = 20;
  private static final Comparator<AssignmentRow> NEWEST_FIRST =
      Comparator.comparingLong(AssignmentRow::createdAt)
          .thenComparingLong(AssignmentRow::uid)
          .reversed();
  private static final Comparator<AssignmentRow> CURRENT_FIRST =
      Comparator.comparingLong(AssignmentRow::generation)
          .thenComparingLong(AssignmentRow::createdAt)
          .reversed();

  private AssignmentRule() {}

  /** Nothing is known of the uid. */
  static Assignment noRow(long uid) {
    return new Assignment(
        uid, Kind.NO_ROW, null, false, false, "the tokenserver has no row with this uid");
  }

  /**
   * Judges one uid.
   *
   * @param nodeId the node whose shard has the uid
   * @param rows all rows of the person, the uid's own among them
   */
  static Assignment judge(long uid, long nodeId, List<AssignmentRow> rows) {
    Optional<AssignmentRow> own = rows.stream().filter(row -> row.uid() == uid).findFirst();
    return own.isEmpty() ? noRow(uid) : judge(own.get(), nodeId, current(rows));
  }

  private static AssignmentRow current(List<AssignmentRow> rows) {
    return ordered(rows).get(0);
  }

  /** The rows of one person that count, the current one first. */
  static List<AssignmentRow> ordered(List<AssignmentRow> rows) {
    return rows.stream().sorted(NEWEST_FIRST).limit(ROWS_READ).sorted(CURRENT_FIRST).toList();
  }

  private static Assignment judge(AssignmentRow row, long nodeId, AssignmentRow current) {
    Optional<UserKey> key = key(row);
    boolean shares = key.isPresent() && key.equals(key(current));
    Kind kind = kind(row, nodeId, current, key);
    Long reported = row.keysChangedAt();
    return new Assignment(
        row.uid(),
        kind,
        key.orElse(null),
        reported == null || reported == 0,
        shares,
        detail(kind, row, current, shares));
  }

  private static Kind kind(
      AssignmentRow row, long nodeId, AssignmentRow current, Optional<UserKey> key) {
    if (row.nodeId() != nodeId) {
      return Kind.OTHER_NODE;
    }
    if (row.generation() == AssignmentRow.RETIRED) {
      return Kind.RETIRED;
    }
    if (row.replacedAt() != null) {
      return Kind.REPLACED;
    }
    if (row.uid() != current.uid()) {
      return Kind.SUPERSEDED;
    }
    if (key.isPresent()) {
      return Kind.CURRENT;
    }
    return account(row).isEmpty() ? Kind.BAD_EMAIL : Kind.BAD_CLIENT_STATE;
  }

  private static String detail(
      Kind kind, AssignmentRow row, AssignmentRow current, boolean shares) {
    return switch (kind) {
      case NO_ROW -> "the tokenserver has no row with this uid";
      case OTHER_NODE -> "the row with this uid belongs to the node with id " + row.nodeId();
      case RETIRED -> "the account was deleted";
      case REPLACED -> "the row was replaced at " + row.replacedAt() + " ms";
      case SUPERSEDED ->
          "uid %d is the person's current row, with %s key"
              .formatted(current.uid(), shares ? "the same" : "another");
      case BAD_EMAIL -> "the email has no account before an @";
      case BAD_CLIENT_STATE -> badKey(row);
      case CURRENT -> "the person is sent here";
    };
  }

  private static String badKey(AssignmentRow row) {
    if (row.clientState().isEmpty()) {
      return "client_state is empty: the account never had a Sync key";
    }
    return number(row) < 0
        ? "the time of the key change is negative: " + number(row)
        : "client_state is not hex: " + row.clientState().length() + " characters";
  }

  private static Optional<UserKey> key(AssignmentRow row) {
    return account(row).flatMap(account -> kid(row).map(kid -> new UserKey(account, kid)));
  }

  private static Optional<String> account(AssignmentRow row) {
    int at = row.email().indexOf('@');
    return at < 1 ? Optional.empty() : Optional.of(row.email().substring(0, at));
  }

  private static Optional<String> kid(AssignmentRow row) {
    try {
      return Optional.of(FxaKid.ofHex(number(row), row.clientState()).toString());
    } catch (IllegalArgumentException notHex) {
      return Optional.empty();
    }
  }

  private static long number(AssignmentRow row) {
    Long reported = row.keysChangedAt();
    return reported == null ? row.generation() : reported;
  }
}
