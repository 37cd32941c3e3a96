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
  public List<RowFingerprint> rows(String prefix) {
    KeySet keys = KeySet.range(Rows.within(user, collection, prefix));
    return database.read(read -> fingerprints(read, keys));
  }

  private static List<RowFingerprint> fingerprints(ReadContext read, KeySet keys) {
    var found = new ArrayList<RowFingerprint>();
    try (ResultSet rows = read.read(Rows.BSOS, keys, Rows.FINGERPRINT_COLUMNS)) {
      while (rows.next()) {
        found.add(Rows.fingerprint(rows));
      }
    }
    return found;
  }
}
