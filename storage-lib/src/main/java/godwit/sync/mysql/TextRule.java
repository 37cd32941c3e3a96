package godwit.sync.mysql;

import godwit.storage.mysql.Catalog;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which printable ASCII texts a column takes for the same. A legacy server compares without regard
 * to case and to spaces at the end, and what it takes for one row must be counted as one.
 *
 * @param ignoresCase as all collations but binary and case-sensitive ones do
 * @param pads whether spaces at the end do not count
 */
record TextRule(boolean ignoresCase, boolean pads) {

  static TextRule of(Catalog.@Nullable Column column) {
    String collation = column == null ? null : column.collation();
    if (collation == null) {
      return new TextRule(false, false);
    }
    boolean exact = collation.endsWith("_bin") || collation.endsWith("_cs");
    // MySQL's collations of Unicode 9 have no padding; nor have MariaDB's that say so.
    boolean pads = !collation.contains("nopad") && !collation.contains("_0900_");
    return new TextRule(!exact, pads);
  }

  /** The same for all texts that the column takes for the same. */
  String fold(String text) {
    String unpadded = pads ? text.replaceAll(" +$", "") : text;
    return ignoresCase ? unpadded.toLowerCase(Locale.ROOT) : unpadded;
  }
}
