package godwit.sync.mysql;

import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import godwit.sync.CollectionReader;
import godwit.sync.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A collection whose name nobody has used yet.
 *
 * @param now the session's time
 */
record UnknownCollection(SyncTimestamp now) implements CollectionReader {
  private static final SyncTimestamp NEVER = SyncTimestamp.ofMillis(0);

  @Override
  public SyncTimestamp modified() {
    return NEVER;
  }

  @Override
  public SyncTimestamp bsoModified(String id) {
    return NEVER;
  }

  @Override
  public Optional<Bso> bso(String id) {
    return Optional.empty();
  }

  @Override
  public Page<String> ids(BsoQuery query) {
    return new Page<>(List.of(), null);
  }

  @Override
  public Page<Bso> bsos(BsoQuery query, LongConsumer grown) {
    return new Page<>(List.of(), null);
  }
}
