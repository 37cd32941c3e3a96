package godwit.pipelines.io;

import godwit.model.CollectionName;
import godwit.storage.BulkSource;
import godwit.storage.CollectionDigest;
import godwit.storage.CollectionRows;
import godwit.storage.RowFingerprint;
import godwit.storage.RowRange;
import godwit.storage.SourceSnapshot;
import godwit.storage.SourceUser;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A shard whose questions are asked again when a connection is lost. A snapshot cannot be: it is
 * one moment, and whoever opened it begins anew.
 */
final class SteadySource implements BulkSource {
  private final BulkSource source;
  private final SourceAttempts attempts;

  SteadySource(BulkSource source, SourceAttempts attempts) {
    this.source = source;
    this.attempts = attempts;
  }

  @Override
  public String shard() {
    return source.shard();
  }

  @Override
  public Map<Integer, CollectionName> collectionNames() {
    return attempts.call(source::collectionNames);
  }

  @Override
  public List<SourceUser> usersAfter(long uid, int limit) {
    return attempts.call(() -> source.usersAfter(uid, limit));
  }

  @Override
  public SourceSnapshot snapshot(long uid) {
    return source.snapshot(uid);
  }

  @Override
  public List<RowRange> split(long uid, long rowsPerRange) {
    return attempts.call(() -> source.split(uid, rowsPerRange));
  }

  @Override
  public Map<Long, Map<Integer, CollectionDigest>> digests(Collection<Long> uids, Instant liveAt) {
    return attempts.call(() -> source.digests(uids, liveAt));
  }

  @Override
  public Map<Long, Map<Integer, Long>> collectionTimes(Collection<Long> uids) {
    return attempts.call(() -> source.collectionTimes(uids));
  }

  @Override
  public CollectionRows rowsOf(long uid, int collection) {
    CollectionRows rows = source.rowsOf(uid, collection);
    return new CollectionRows() {
      @Override
      public Map<String, CollectionDigest> byPrefix(String prefix, Instant liveAt) {
        return attempts.call(() -> rows.byPrefix(prefix, liveAt));
      }

      @Override
      public List<RowFingerprint> rows(String prefix, Instant liveAt) {
        return attempts.call(() -> rows.rows(prefix, liveAt));
      }

      @Override
      public List<RowFingerprint> rows(Collection<String> ids) {
        return attempts.call(() -> rows.rows(ids));
      }
    };
  }

  @Override
  public void close() {
    source.close();
  }
}
