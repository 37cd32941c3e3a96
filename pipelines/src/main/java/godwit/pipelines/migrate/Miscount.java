package godwit.pipelines.migrate;

import godwit.model.UserKey;
import godwit.pipelines.ledger.RowCounts;
import java.util.Map;

/** The rows that were read are not the rows that the database counted in the same snapshot. */
final class Miscount extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Miscount(String message) {
    super(message);
  }

  static void check(UserKey user, Map<Integer, Long> counted, RowCounts counts) {
    long expected = counted.values().stream().mapToLong(Long::longValue).sum();
    if (expected != counts.read() || !counts.isBalanced()) {
      throw new Miscount(
          "user "
              + user.shortened()
              + ": the shard counts "
              + expected
              + " rows, but "
              + counts.read()
              + " were read and "
              + (counts.written() + counts.filtered() + counts.dead())
              + " accounted for");
    }
  }
}
