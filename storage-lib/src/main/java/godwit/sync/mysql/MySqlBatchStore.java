package godwit.sync.mysql;

import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import godwit.sync.BatchStore;
import godwit.sync.BsoChange;
import godwit.sync.SyncRefusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Batches in the two tables that both servers have. A batch's number is the time it was made, plus
 * the last digit of the uid; its age is told by that.
 */
final class MySqlBatchStore implements BatchStore {
  private static final int NUMBERS_TRIED = 5;
  private static final int ROWS_PER_STATEMENT = 500;
  private static final long BYTES_PER_STATEMENT = 1 << 20;
  private static final String STAGE = SqlFile.read("stage_bsos.sql");
  private static final String GROWTH = SqlFile.read("batch_growth.sql");
  private static final String COMMIT = SqlFile.read("commit_batch.sql");

  private final Transaction transaction;
  private final Place place;
  private final SyncTimestamp now;
  private final Consumer<Growth> committed;

  /**
   * For one session.
   *
   * @param committed called once a commit has written its records
   */
  MySqlBatchStore(
      Transaction transaction, Place place, SyncTimestamp now, Consumer<Growth> committed) {
    this.transaction = transaction;
    this.place = place;
    this.now = now;
    this.committed = committed;
    if (!place.schema().features().batches()) {
      throw new StorageException(
          Kind.UNSUITABLE,
          "The schema of %s has no tables for batches; have Godwit create what is missing."
              .formatted(place.schema().endpoint()));
    }
  }

  @Override
  public String create(List<BsoChange> changes) {
    long batch = newNumber();
    stage(batch, changes);
    return BatchId.spell(batch);
  }

  private long newNumber() {
    long first = now.millis() + place.uid() % 10;
    long batch = first;
    for (int tried = 0; tried < NUMBERS_TRIED; tried++) {
      if (insert(batch)) {
        return batch;
      }
      batch = firstFree(first);
    }
    throw new SyncRefusal(
        SyncRefusal.Kind.CONFLICT, "the user opened many batches at the same moment");
  }

  /** Past all that the user made within the second from there on. */
  private long firstFree(long first) {
    return 1
        + transaction.number(
            "SELECT COALESCE(MAX(batch), 0) FROM batch_uploads WHERE batch BETWEEN ? AND ? AND userid = ?",
            first,
            first + 999,
            place.uid());
  }

  private boolean insert(long batch) {
    try {
      transaction.update(
          "INSERT INTO batch_uploads (batch, userid, collection) VALUES (?, ?, ?)",
          batch,
          place.uid(),
          place.collection());
      return true;
    } catch (SqlFailure e) {
      if (e.isDuplicate()) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void append(String id, List<BsoChange> changes) {
    stage(find(id), changes);
  }

  private long find(String id) {
    OptionalLong batch = BatchId.parse(id);
    if (batch.isPresent() && isOpen(batch.getAsLong())) {
      return batch.getAsLong();
    }
    throw new SyncRefusal(SyncRefusal.Kind.BATCH_NOT_FOUND, "there is no such open batch");
  }

  private boolean isOpen(long batch) {
    return batch >= Batches.oldest(now)
        && transaction.number(
                "SELECT 1 FROM batch_uploads WHERE batch = ? AND userid = ? AND collection = ?",
                batch,
                place.uid(),
                place.collection())
            == 1;
  }

  private void stage(long batch, List<BsoChange> changes) {
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < changes.size(); i++) {
      long more = changes.get(i).payloadBytes();
      boolean full = i - from == ROWS_PER_STATEMENT || bytes + more > BYTES_PER_STATEMENT;
      if (i > from && full) {
        stageOnce(batch, changes.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += more;
    }
    if (from < changes.size()) {
      stageOnce(batch, changes.subList(from, changes.size()));
    }
  }

  private void stageOnce(long batch, List<BsoChange> changes) {
    List<@Nullable Object> parameters = new ArrayList<>();
    for (BsoChange change : changes) {
      parameters.add(batch);
      parameters.add(place.uid());
      parameters.add(change.id());
      parameters.add(change.sortIndex());
      parameters.add(change.payload());
      parameters.add(change.payload() == null ? null : change.payloadBytes());
      parameters.add(change.ttlSeconds());
    }
    transaction.update(
        sql(STAGE.replace("{rows}", Sql.rows(changes.size(), 7)), batch), parameters.toArray());
  }

  private String sql(String template, long batch) {
    return place.schema().batchSql(template, place.uid(), batch);
  }

  @Override
  public Usage staged(String id, Collection<String> except) {
    long batch = find(id);
    // The sizes are kept beside the payloads, so that a long batch is not read at each request.
    String sql =
        "SELECT COUNT(*), COALESCE(SUM(payload_size), 0) FROM {items} WHERE batch = ? AND userid = ?"
            + (except.isEmpty() ? "" : " AND id NOT IN (" + Sql.parameters(except.size()) + ")");
    List<Object> parameters = new ArrayList<>(List.of(batch, place.uid()));
    parameters.addAll(except);
    return transaction
        .first(
            sql(sql, batch), row -> new Usage(row.getLong(1), row.getLong(2)), parameters.toArray())
        .orElse(Usage.NONE);
  }

  /** The last changes are staged too: only so are they merged with what was staged before. */
  @Override
  public void commit(String id, List<BsoChange> last) {
    long batch = find(id);
    stage(batch, last);
    Growth growth = place.schema().features().counters() ? growth(batch) : Growth.NONE;
    long live = place.schema().visibleAbove(now);
    transaction.update(
        sql(COMMIT, batch),
        place.collection(),
        now.millis(),
        live,
        place.schema().defaultExpiry(now),
        batch,
        place.uid(),
        live,
        live,
        live,
        live);
    Batches.remove(transaction, place.schema(), place.uid(), batch);
    committed.accept(growth);
  }

  private Growth growth(long batch) {
    return transaction
        .first(
            sql(GROWTH, batch),
            row -> new Growth(row.getLong(1), row.getLong(2)),
            place.schema().visibleAbove(now),
            place.collection(),
            batch,
            place.uid())
        .orElse(Growth.NONE);
  }
}
