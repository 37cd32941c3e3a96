package godwit.sweep.spanner;

import com.google.cloud.spanner.Statement;
import godwit.model.UserKey;
import godwit.sweep.OwnerRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions that cut what lies behind a key into pieces which a server can seek to. Keys are not
 * compared as a whole in SQL, and a comparison written out in one condition is read from the
 * beginning of the account each time: pages would cost more and more. In each piece the first
 * columns are equal and the next is greater; one piece after the other is in the order of keys.
 */
final class KeyPieces {
  private static final List<String> ACCOUNT = List.of("fxa_uid", "fxa_kid");
  private static final List<String> PARAMETERS = List.of("uid", "kid", "collection", "id");

  private KeyPieces() {}

  /**
   * A condition and what it compares with.
   *
   * @param condition with parameters
   * @param values of the parameters, by the order of the key's columns
   * @param until what accounts must be below, or the empty text
   */
  record Piece(String condition, List<Object> values, String until) {
    Statement.Builder in(String sql) {
      Statement.Builder statement = Statement.newBuilder(sql.replace("{keys}", condition));
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i) instanceof Integer number) {
          statement.bind(PARAMETERS.get(i)).to((long) number);
        } else {
          statement.bind(PARAMETERS.get(i)).to(values.get(i).toString());
        }
      }
      if (!until.isEmpty()) {
        statement.bind("until").to(until);
      }
      return statement;
    }
  }

  /** All of a stretch of accounts. */
  static Piece all(OwnerRange range) {
    return new Piece(
        "fxa_uid >= @uid" + below(range), List.<Object>of(range.from()), range.until());
  }

  /** What lies behind a key within a stretch, by tables whose keys end with that column. */
  static List<Piece> behind(
      OwnerRange range, UserKey user, int collection, String idColumn, String id) {
    List<String> columns = new ArrayList<>(ACCOUNT);
    columns.add("collection_id");
    columns.add(idColumn);
    List<Object> values = List.of(user.fxaUid(), user.fxaKid(), collection, id);
    List<Piece> pieces = new ArrayList<>();
    for (int length = columns.size(); length >= 1; length--) {
      String until = length == 1 ? range.until() : "";
      pieces.add(
          new Piece(
              condition(columns.subList(0, length)) + (length == 1 ? below(range) : ""),
              values.subList(0, length),
              until));
    }
    return pieces;
  }

  private static String condition(List<String> columns) {
    StringBuilder condition = new StringBuilder();
    int last = columns.size() - 1;
    for (int i = 0; i <= last; i++) {
      condition
          .append(i == 0 ? "" : " AND ")
          .append(columns.get(i))
          .append(i == last ? " > @" : " = @")
          .append(PARAMETERS.get(i));
    }
    return condition.toString();
  }

  private static String below(OwnerRange range) {
    return range.until().isEmpty() ? "" : " AND fxa_uid < @until";
  }
}
