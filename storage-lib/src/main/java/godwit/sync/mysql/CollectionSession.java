package godwit.sync.mysql;

import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import godwit.sync.CollectionReader;
import godwit.sync.Page;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Reads one collection. */
final class CollectionSession implements CollectionReader {
  private final SyncTimestamp now;
  private final SyncTimestamp modified;
  private final BsoReader bsos;

  CollectionSession(
      Transaction transaction, Place place, SyncTimestamp now, SyncTimestamp modified) {
    this.now = now;
    this.modified = modified;
    this.bsos = new BsoReader(transaction, place, now);
  }

  @Override
  public SyncTimestamp now() {
    return now;
  }

  @Override
  public SyncTimestamp modified() {
    return modified;
  }

  @Override
  public SyncTimestamp bsoModified(String id) {
    return bsos.modified(id);
  }

  @Override
  public Optional<Bso> bso(String id) {
    return bsos.bso(id);
  }

  @Override
  public Page<String> ids(BsoQuery query) {
    return bsos.ids(query);
  }

  @Override
  public Page<Bso> bsos(BsoQuery query, LongConsumer grown) {
    return bsos.bsos(query, grown);
  }
}
