package godwit.sync.memory;

import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import godwit.sync.CollectionReader;
import godwit.sync.Page;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Reads one collection as it was when the session began; of no use after it. */
class MemoryReader implements CollectionReader {
  final StoredUser user;
  final StoredCollection collection;
  final SyncTimestamp now;
  private boolean over;

  MemoryReader(StoredUser user, CollectionName name, SyncTimestamp now) {
    this.user = user;
    this.collection = user.collection(name);
    this.now = now;
  }

  /** From here on the session answers nothing. */
  final void end() {
    over = true;
  }

  /** Rejects what the SPI does not allow at this moment. */
  void requireReadable() {
    requireOpen();
  }

  final void requireOpen() {
    if (over) {
      throw new IllegalStateException("the session is over");
    }
  }

  @Override
  public final SyncTimestamp now() {
    requireOpen();
    return now;
  }

  @Override
  public final SyncTimestamp modified() {
    requireReadable();
    return collection.modified();
  }

  @Override
  public final SyncTimestamp bsoModified(String id) {
    return bso(id).map(Bso::modified).orElse(SyncTimestamp.ofMillis(0));
  }

  @Override
  public final Optional<Bso> bso(String id) {
    requireReadable();
    return Optional.ofNullable(collection.bsos().get(id)).filter(this::isVisible);
  }

  @Override
  public final Page<String> ids(BsoQuery query) {
    return Listing.ids(visible(), query);
  }

  @Override
  public final Page<Bso> bsos(BsoQuery query, LongConsumer grown) {
    return Listing.bsos(visible(), query, grown);
  }

  private Stream<Bso> visible() {
    requireReadable();
    return collection.bsos().values().stream().filter(this::isVisible);
  }

  private boolean isVisible(Bso bso) {
    return !bso.expiry().isPast(now.instant());
  }
}
