package godwit.sync.mysql;

import java.util.Collections;

/** Pieces of statements. */
final class Sql {
  private Sql() {}

  /** So many parameters, with commas between. */
  static String parameters(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  /** So many rows of parameters, for an insert. */
  static String rows(int rows, int columns) {
    return String.join(", ", Collections.nCopies(rows, "(" + parameters(columns) + ")"));
  }
}
