package godwit.pipelines.quota;

import godwit.pipelines.quota.OldestFirst.Slot;
import godwit.sweep.SweepRow;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Chooses the oldest of a user's records that are so many bytes too many: two looks find the second
 * up to which it takes, the third hands them over. Clients write meanwhile, and may take a record
 * out of what the first look saw; whatever they do, no more is handed over than it takes.
 */
final class Trim {
  /** A client that writes between the looks again and again is left for the next run. */
  private static final int LOOKS = 3;

  private final Consumer<Consumer<SweepRow>> records;

  /** What the looks came to. */
  enum Found {
    /** The records were handed over. */
    ENOUGH,
    /** All records together are not enough, so none was. */
    TOO_LITTLE,
    /** The user wrote all the while, so none was. */
    UNSTEADY
  }

  /**
   * A choice among records.
   *
   * @param records hands over all that may be chosen, each time it is asked
   */
  Trim(Consumer<Consumer<SweepRow>> records) {
    this.records = records;
  }

  /**
   * Chooses.
   *
   * @param excess bytes that are too many, 1 or more
   * @param chosen takes the records, in the order in which they are stored
   */
  Found choose(long excess, Consumer<SweepRow> chosen) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<Slot> day = look(OldestFirst.byDay(), excess);
      if (day.isEmpty()) {
        return Found.TOO_LITTLE;
      }
      Optional<Slot> second = day.flatMap(slot -> look(OldestFirst.bySecond(slot), excess));
      if (second.isPresent()) {
        handOver(second.get(), excess, chosen);
        return Found.ENOUGH;
      }
    }
    return Found.UNSTEADY;
  }

  private Optional<Slot> look(OldestFirst ages, long excess) {
    records.accept(row -> ages.add(row.modifiedMicros(), row.payloadBytes()));
    return ages.reach(excess);
  }

  private void handOver(Slot last, long excess, Consumer<SweepRow> chosen) {
    var older = new Allowance(last.before());
    var within = new Allowance(excess - last.before());
    Function<SweepRow, Allowance> allowance =
        row -> row.modifiedMicros() < last.from() ? older : within;
    records.accept(
        row -> {
          boolean old = row.modifiedMicros() < last.until();
          if (old && allowance.apply(row).take(row.payloadBytes())) {
            chosen.accept(row);
          }
        });
  }

  /** Bytes that may still be chosen; the last record may go beyond. */
  private static final class Allowance {
    private long left;

    Allowance(long bytes) {
      this.left = bytes;
    }

    boolean take(long bytes) {
      if (left <= 0) {
        return false;
      }
      left -= bytes;
      return true;
    }
  }
}
