package godwit.sync.mysql;

import godwit.model.Bso;
import godwit.model.Collections;
import godwit.model.SyncTimestamp;
import godwit.sync.BatchStore;
import godwit.sync.BsoChange;
import godwit.sync.BsoQuery;
import godwit.sync.CollectionWriter;
import godwit.sync.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Changes one collection, whose row it has locked. */
final class WritingSession implements CollectionWriter {
  private final Transaction transaction;
  private final Place place;
  private final UserCollection before;
  private final CollectionSession reader;
  private boolean touched;

  WritingSession(Transaction transaction, Place place, SyncTimestamp now, UserCollection before) {
    this.transaction = transaction;
    this.place = place;
    this.before = before;
    this.reader = new CollectionSession(transaction, place, now, before.lastChange());
  }

  /** Takes away the row that was only made to be locked. */
  void finish() {
    if (!touched) {
      before.removePlaceholder(transaction, place);
    }
  }

  private BsoWriter bsos() {
    return new BsoWriter(transaction, place, now());
  }

  private void touch(Growth growth) {
    new Counters(transaction, place).touch(before, now(), growth);
    touched = true;
  }

  @Override
  public void put(List<BsoChange> changes) {
    touch(bsos().put(changes));
  }

  @Override
  public boolean delete(String id) {
    Growth growth = bsos().deleteVisible(id);
    boolean deleted = growth.rows() < 0;
    if (deleted) {
      touch(growth);
    }
    return deleted;
  }

  @Override
  public void delete(List<String> ids) {
    touch(bsos().delete(ids));
  }

  @Override
  public SyncTimestamp deleteCollection() {
    int records =
        transaction.deleteInSteps(
            place.sql("DELETE FROM {bso} WHERE {uid} = ? AND {collection} = ?"),
            place.uid(),
            place.collection());
    transaction.update(
        place.sql("DELETE FROM user_collections WHERE {uid} = ? AND {collection} = ?"),
        place.uid(),
        place.collection());
    Batches.removeOf(transaction, place, now());
    if (records > 0 || before.exists()) {
      mark();
    }
    touched = true;
    return storageModified();
  }

  private void mark() {
    transaction.update(
        place.sql(
            """
            INSERT INTO user_collections ({uid}, {collection}, {lastModified}) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE
              {lastModified} = GREATEST(user_collections.{lastModified}, VALUES({lastModified}))
            """),
        place.uid(),
        Collections.MARKER_ID,
        now().millis());
  }

  @Override
  public BatchStore batches() {
    return new MySqlBatchStore(transaction, place, now(), this::touch);
  }

  @Override
  public SyncTimestamp storageModified() {
    String sql = "SELECT MAX({lastModified}) FROM user_collections WHERE {uid} = ?";
    return Times.clamped(transaction.number(place.sql(sql), place.uid()));
  }

  @Override
  public long storedBytes() {
    return new StoredBytes(transaction, place).read();
  }

  @Override
  public long countedBytes() {
    return new StoredBytes(transaction, place).count();
  }

  @Override
  public SyncTimestamp now() {
    return reader.now();
  }

  @Override
  public SyncTimestamp modified() {
    return reader.modified();
  }

  @Override
  public SyncTimestamp bsoModified(String id) {
    return reader.bsoModified(id);
  }

  @Override
  public Optional<Bso> bso(String id) {
    return reader.bso(id);
  }

  @Override
  public Page<String> ids(BsoQuery query) {
    return reader.ids(query);
  }

  @Override
  public Page<Bso> bsos(BsoQuery query, LongConsumer grown) {
    return reader.bsos(query, grown);
  }
}
