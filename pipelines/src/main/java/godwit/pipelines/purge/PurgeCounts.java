package godwit.pipelines.purge;

import godwit.pipelines.policy.PurgeReason;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts of what became of records, by collection and reason. Not safe to share. */
public final class PurgeCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, EnumMap<PurgeReason, Amount>> byCollection = new TreeMap<>();
  private long examined;
  private long users;
  private long batches;
  private long batchRows;

  /**
   * An amount of records.
   *
   * @param rows how many
   * @param bytes of their payloads
   */
  public record Amount(long rows, long bytes) implements Serializable {
    /** Nothing. */
    public static final Amount NONE = new Amount(0, 0);

    /** Both together. */
    public Amount plus(Amount other) {
      return new Amount(rows + other.rows, bytes + other.bytes);
    }
  }

  /** Counts a record that was read, whatever becomes of it. */
  void examine() {
    examined++;
  }

  /** Counts what became of a record. */
  void add(String collection, PurgeReason reason, long bytes) {
    add(collection, reason, new Amount(1, bytes));
  }

  private void add(String collection, PurgeReason reason, Amount amount) {
    byCollection
        .computeIfAbsent(collection, name -> new EnumMap<>(PurgeReason.class))
        .merge(reason, amount, Amount::plus);
  }

  /** Counts users that were gone through. */
  void addUsers(long count) {
    users += count;
  }

  /** Counts a batch that was deleted. */
  void addBatch(long rows) {
    batches++;
    batchRows += rows;
  }

  /** Adds all of another. */
  PurgeCounts plus(PurgeCounts other) {
    other.byCollection.forEach(
        (collection, reasons) ->
            reasons.forEach((reason, amount) -> add(collection, reason, amount)));
    examined += other.examined;
    users += other.users;
    batches += other.batches;
    batchRows += other.batchRows;
    return this;
  }

  static PurgeCounts sum(Iterable<PurgeCounts> all) {
    var sum = new PurgeCounts();
    all.forEach(sum::plus);
    return sum;
  }

  long examined() {
    return examined;
  }

  long users() {
    return users;
  }

  long batches() {
    return batches;
  }

  long batchRows() {
    return batchRows;
  }

  /** What became of all records, by reason. */
  Map<PurgeReason, Amount> byReason() {
    var sum = new EnumMap<PurgeReason, Amount>(PurgeReason.class);
    byCollection.values().forEach(one -> one.forEach((r, a) -> sum.merge(r, a, Amount::plus)));
    return sum;
  }

  /** What there was to delete, by collection. */
  Map<String, Amount> deletedByCollection() {
    var sum = new TreeMap<String, Amount>();
    byCollection.forEach(
        (collection, reasons) ->
            reasons.forEach(
                (reason, amount) -> {
                  if (reason.deletes()) {
                    sum.merge(collection, amount, Amount::plus);
                  }
                }));
    return sum;
  }
}
