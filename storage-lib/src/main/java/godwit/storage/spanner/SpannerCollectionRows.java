package godwit.storage.spanner;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import godwit.model.UserKey;
import godwit.storage.CollectionDigest;
import godwit.storage.CollectionRows;
import godwit.storage.RowFingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One collection of one user in Spanner. */
final class SpannerCollectionRows implements CollectionRows {
  private static final String DIGESTS = SqlFile.read("digest_prefixes.sql");

  private final SpannerDatabase database;
  private final UserKey user;
  private final int collection;

  SpannerCollectionRows(SpannerDatabase database, UserKey user, int collection) {
    this.database = database;
    this.user = user;
    this.collection = collection;
  }

  @Override
  public Map<String, CollectionDigest> byPrefix(String prefix, Instant liveAt) {
    Statement statement =
        SpannerDigests.live(DIGESTS, liveAt)
            .bind("uid")
            .to(user.fxaUid())
            .bind("kid")
            .to(user.fxaKid())
            .bind("collection")
            .to(collection)
            .bind("prefix")
            .to(prefix)
            .bind("length")
            // Characters as Spanner counts them.
            .to(prefix.codePointCount(0, prefix.length()) + 1)
            .build();
    return database.scan(read -> groups(read, statement));
  }

  private static Map<String, CollectionDigest> groups(ReadContext read, Statement statement) {
    var groups = new HashMap<String, CollectionDigest>();
    try (ResultSet rows = read.executeQuery(statement)) {
      while (rows.next()) {
        groups.put(rows.getString("group_id"), Rows.digest(rows));
      }
    }
    return groups;
  }

  @Override
  public List<RowFingerprint> rows(String prefix, Instant liveAt) {
    KeySet keys = KeySet.range(Rows.within(user, collection, prefix));
    long liveMicros = liveAt.toEpochMilli() * 1_000;
    // A read cannot leave expired rows out, but they need not be kept.
    return database.read(read -> fingerprints(read, keys, liveMicros));
  }

  @Override
  public List<RowFingerprint> rows(Collection<String> ids) {
    KeySet.Builder keys = KeySet.newBuilder();
    ids.forEach(id -> keys.addKey(Rows.key(user, collection, id)));
    return database.read(read -> fingerprints(read, keys.build(), Long.MIN_VALUE));
  }

  private static List<RowFingerprint> fingerprints(
      ReadContext read, KeySet keys, long expiringAfter) {
    var found = new ArrayList<RowFingerprint>();
    try (ResultSet rows = read.read(Rows.BSOS, keys, Rows.FINGERPRINT_COLUMNS)) {
      while (rows.next()) {
        if (Rows.micros(rows.getTimestamp("expiry")) > expiringAfter) {
          found.add(Rows.fingerprint(rows));
        }
      }
    }
    return found;
  }
}
