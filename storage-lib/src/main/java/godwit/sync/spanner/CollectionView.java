package godwit.sync.spanner;

import com.google.cloud.spanner.ReadContext;
import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.model.UserKey;
import godwit.sync.BsoQuery;
import godwit.sync.CollectionReader;
import godwit.sync.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads of one collection at one moment. A collection without an id has nothing to read. */
class CollectionView implements CollectionReader {
  private static final SyncTimestamp NEVER = SyncTimestamp.ofMillis(0);

  final Supplier<ReadContext> reads;
  final UserKey user;
  private final Optional<Integer> id;
  private final SyncTimestamp now;
  private @Nullable SyncTimestamp modified;

  CollectionView(
      Supplier<ReadContext> reads, UserKey user, Optional<Integer> id, SyncTimestamp now) {
    this.reads = reads;
    this.user = user;
    this.id = id;
    this.now = now;
  }

  @Override
  public final SyncTimestamp now() {
    return now;
  }

  /** The collection's id, if its name has one. */
  final Optional<Integer> id() {
    return id;
  }

  @Override
  public SyncTimestamp modified() {
    if (modified == null) {
      modified =
          id.flatMap(new UserRows(reads, user)::collection)
              .map(UserCollection::modified)
              .orElse(NEVER);
    }
    return modified;
  }

  @Override
  public final SyncTimestamp bsoModified(String bso) {
    return rows().flatMap(rows -> rows.modified(bso, now)).orElse(NEVER);
  }

  @Override
  public final Optional<Bso> bso(String bso) {
    return rows().flatMap(rows -> rows.bso(bso, now));
  }

  private Optional<BsoRows> rows() {
    return id.map(found -> new BsoRows(reads, user, found));
  }

  @Override
  public final Page<String> ids(BsoQuery query) {
    return pages().map(pages -> pages.ids(query, now)).orElse(new Page<>(List.of(), null));
  }

  @Override
  public final Page<Bso> bsos(BsoQuery query, LongConsumer grown) {
    return pages().map(pages -> pages.bsos(query, now, grown)).orElse(new Page<>(List.of(), null));
  }

  private Optional<BsoPages> pages() {
    return id.map(found -> new BsoPages(reads, user, found));
  }
}
