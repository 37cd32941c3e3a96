package godwit.pipelines.verify;

import godwit.model.UserKey;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.RowCounts;
import godwit.pipelines.ledger.RunLog;
import godwit.pipelines.ledger.UserEntry;
import godwit.storage.BulkSource;
import godwit.storage.CollectionDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what has expired since users were copied. The source tells it, as long as it has not
 * purged the rows itself; of those, only the ledger still knows the number. What the ledger says
 * can excuse a counter that is too high, and nothing else.
 */
final class ExpiredSinceCopy {
  private final Ledger ledger;
  private final Instant liveAt;
  private @Nullable Instant firstCopy;

  ExpiredSinceCopy(Ledger ledger, Instant liveAt) {
    this.ledger = ledger;
    this.liveAt = liveAt;
  }

  /** By user; {@code live} holds the digests of what is visible in the source. */
  Map<UserKey, Expired> of(
      BulkSource source, List<UserRef> users, Map<Long, Map<Integer, CollectionDigest>> live) {
    if (users.isEmpty()) {
      return Map.of();
    }
    List<Long> uids = users.stream().map(UserRef::uid).toList();
    Map<Long, Map<Integer, CollectionDigest>> copied = source.digests(uids, firstCopy());
    Map<UserKey, UserEntry> entries = ledger.users(users.stream().map(UserRef::key).toList());
    Map<UserKey, Expired> found = new HashMap<>();
    for (UserRef user : users) {
      Map<Integer, CollectionDigest> now = live.getOrDefault(user.uid(), Map.of());
      Map<Integer, CollectionDigest> then = copied.getOrDefault(user.uid(), Map.of());
      found.put(user.key(), expired(now, then, entries.get(user.key())));
    }
    return found;
  }

  private static Expired expired(
      Map<Integer, CollectionDigest> now,
      Map<Integer, CollectionDigest> then,
      @Nullable UserEntry entry) {
    Map<Integer, CollectionDigest> seen = new HashMap<>();
    then.forEach(
        (id, before) -> {
          var left = now.getOrDefault(id, CollectionDigest.EMPTY);
          seen.put(
              id,
              new CollectionDigest(
                  before.rows() - left.rows(), before.bytes() - left.bytes(), 0, 0));
        });
    RowCounts counts = entry == null ? RowCounts.NONE : entry.counts();
    long unseen = counts.written() + counts.unchanged() - rows(now.values()) - rows(seen.values());
    return new Expired(seen, Math.max(0, unseen));
  }

  private static long rows(Collection<CollectionDigest> digests) {
    return digests.stream().mapToLong(CollectionDigest::rows).sum();
  }

  /** No row that had expired before the first run began was ever copied. */
  private Instant firstCopy() {
    Instant known = firstCopy;
    if (known == null) {
      known = new RunLog(ledger).firstStart().filter(liveAt::isAfter).orElse(liveAt);
      firstCopy = known;
    }
    return known;
  }
}
