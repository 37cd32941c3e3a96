package godwit.storage.spanner;

import com.google.cloud.spanner.Options.QueryOption;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.common.collect.Iterables;
import godwit.model.UserKey;
import godwit.storage.CollectionDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sums over many rows, made inside the database: one statement for a stretch of keys. */
public final class SpannerDigests {
  private static final String DIGESTS = SqlFile.read("digest_users.sql");
  private static final String STORED = SqlFile.read("count_stored.sql");

  private static final String IN_PREFIX = "STARTS_WITH(fxa_uid, @prefix)";

  /**
   * Two lists instead of one of pairs, which Spanner would not seek by. Together they name a few
   * users too many when accounts changed their keys; those are left out of the answer.
   */
  private static final String IN_LISTS = "fxa_uid IN UNNEST(@uids) AND fxa_kid IN UNNEST(@kids)";

  /** Keeps the parameters well below a statement's limit of 10 MB. */
  private static final int USERS_PER_STATEMENT = 10_000;

  private final SpannerDatabase database;

  /** Of a database. */
  public SpannerDigests(SpannerDatabase database) {
    this.database = database;
  }

  Map<UserKey, Map<Integer, CollectionDigest>> digests(String prefix, Instant liveAt) {
    return inPrefix(live(DIGESTS.replace("{where}", IN_PREFIX), liveAt), prefix);
  }

  Map<UserKey, Map<Integer, CollectionDigest>> digests(Collection<UserKey> users, Instant liveAt) {
    var all = new HashMap<UserKey, Map<Integer, CollectionDigest>>();
    for (List<UserKey> some : Iterables.partition(users, USERS_PER_STATEMENT)) {
      all.putAll(inLists(live(DIGESTS.replace("{where}", IN_LISTS), liveAt), some));
    }
    return all;
  }

  Map<UserKey, Map<Integer, CollectionDigest>> stored(String prefix) {
    return inPrefix(Statement.newBuilder(STORED.replace("{where}", IN_PREFIX)), prefix);
  }

  /**
   * Rows and bytes of each collection of these users, counted.
   *
   * @param options such as a low priority: it reads the payload of every row
   */
  public Map<UserKey, Map<Integer, CollectionDigest>> stored(
      Collection<UserKey> users, QueryOption... options) {
    var all = new HashMap<UserKey, Map<Integer, CollectionDigest>>();
    for (List<UserKey> some : Iterables.partition(users, USERS_PER_STATEMENT)) {
      all.putAll(inLists(Statement.newBuilder(STORED.replace("{where}", IN_LISTS)), some, options));
    }
    return all;
  }

  /** Visible are the rows that expire later; times are compared in whole milliseconds. */
  static Statement.Builder live(String sql, Instant liveAt) {
    Instant whole = liveAt.truncatedTo(ChronoUnit.MILLIS);
    return Statement.newBuilder(sql)
        .bind("live_at")
        .to(Rows.time(Math.multiplyExact(whole.toEpochMilli(), 1_000L)));
  }

  private Map<UserKey, Map<Integer, CollectionDigest>> inPrefix(
      Statement.Builder sql, String prefix) {
    Statement statement = sql.bind("prefix").to(prefix).build();
    return database.scan(read -> byUser(read, statement));
  }

  private Map<UserKey, Map<Integer, CollectionDigest>> inLists(
      Statement.Builder sql, List<UserKey> users, QueryOption... options) {
    Statement statement =
        sql.bind("uids")
            .toStringArray(users.stream().map(UserKey::fxaUid).distinct().toList())
            .bind("kids")
            .toStringArray(users.stream().map(UserKey::fxaKid).distinct().toList())
            .build();
    var found = database.scan(read -> byUser(read, statement, options));
    found.keySet().retainAll(Set.copyOf(users));
    return found;
  }

  private static Map<UserKey, Map<Integer, CollectionDigest>> byUser(
      ReadContext read, Statement statement, QueryOption... options) {
    var all = new HashMap<UserKey, Map<Integer, CollectionDigest>>();
    try (ResultSet rows = read.executeQuery(statement, options)) {
      while (rows.next()) {
        all.computeIfAbsent(Rows.user(rows), user -> new HashMap<>())
            .put(Math.toIntExact(rows.getLong("collection_id")), Rows.digest(rows));
      }
    }
    return all;
  }
}
