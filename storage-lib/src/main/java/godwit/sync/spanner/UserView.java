package godwit.sync.spanner;

import com.google.cloud.spanner.ReadContext;
import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.sync.StorageReader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads of all of a user's collections at one moment. */
class UserView implements StorageReader {
  private final Supplier<ReadContext> reads;
  private final CollectionNames names;
  private final SyncTimestamp now;
  private final UserRows rows;
  private @Nullable Map<Integer, UserCollection> collections;

  UserView(Supplier<ReadContext> reads, UserKey user, CollectionNames names, SyncTimestamp now) {
    this.reads = reads;
    this.names = names;
    this.now = now;
    this.rows = new UserRows(reads, user);
  }

  @Override
  public final SyncTimestamp now() {
    return now;
  }

  @Override
  public final SyncTimestamp modified() {
    return collections().values().stream()
        .map(UserCollection::modified)
        .max(SyncTimestamp::compareTo)
        .orElse(SyncTimestamp.ofMillis(0));
  }

  @Override
  public final Map<CollectionName, SyncTimestamp> collectionTimes() {
    var there = new HashMap<>(collections());
    there.remove(Collections.MARKER_ID);
    there.values().removeIf(UserCollection::isPretouch);
    return named(there, UserCollection::modified);
  }

  @Override
  public final Map<CollectionName, Usage> visibleUsage() {
    return named(rows.visibleUsage(now), Function.identity());
  }

  private Map<Integer, UserCollection> collections() {
    if (collections == null) {
      collections = rows.collections();
    }
    return collections;
  }

  private <A, B> Map<CollectionName, B> named(Map<Integer, A> byId, Function<A, B> value) {
    var named = new HashMap<CollectionName, B>();
    names
        .names(reads, byId.keySet())
        .forEach((id, name) -> named.put(name, value.apply(byId.get(id))));
    return named;
  }
}
