package godwit.sweep.spanner;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Options;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.StructReader;
import godwit.model.UserKey;
import godwit.storage.spanner.Rows;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.SqlFile;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads users and rows, at a priority that yields to the serving path. */
final class SweepReads {
  static final int PAGE_ROWS = 1_000;

  /** Users have ten collections or so. */
  private static final int COLLECTIONS_PER_USER = 16;

  private static final List<String> COLUMNS =
      List.of("collection_id", "bso_id", "modified", "expiry", "payload", "payload_link");

  private static final String ROWS = SqlFile.read(SweepReads.class, "rows.sql");

  private final SpannerDatabase database;
  private final boolean bySql;

  /**
   * Reads of a database.
   *
   * @param bySql whether rows are read by SQL, so that large payloads do not travel; an emulator
   *     reads a whole table for every such statement
   */
  SweepReads(SpannerDatabase database, boolean bySql) {
    this.database = database;
    this.bySql = bySql;
  }

  /** The next users of a stretch, at most {@code limit}. */
  List<SweepOwner> owners(OwnerRange range, @Nullable Owner after, int limit) {
    int most = limit * COLLECTIONS_PER_USER;
    KeySet keys = KeySet.range(AccountRange.keys(range, after));
    Map<UserKey, Map<Integer, SweepOwner.Collection>> users = new LinkedHashMap<>();
    int read = database.read(context -> collections(context, keys, most, users));
    List<SweepOwner> page = new ArrayList<>();
    users.forEach((user, rows) -> page.add(new SweepOwner(new Owner.Account(user), rows)));
    if (read < most) {
      return first(page, limit);
    }
    if (page.size() > 1) {
      // The page may have cut the last user's collections off.
      return first(page.subList(0, page.size() - 1), limit);
    }
    return page.stream().map(only -> whole(only.owner())).toList();
  }

  private static List<SweepOwner> first(List<SweepOwner> page, int limit) {
    return List.copyOf(page.subList(0, Math.min(limit, page.size())));
  }

  private SweepOwner whole(Owner owner) {
    Map<UserKey, Map<Integer, SweepOwner.Collection>> users = new HashMap<>();
    UserKey user = AccountRange.user(owner);
    database.read(context -> collections(context, KeySet.range(Rows.of(user)), 0, users));
    return new SweepOwner(owner, users.getOrDefault(user, Map.of()));
  }

  /** Reads at most that many rows, 0 for all; may run again from the start. */
  private static int collections(
      ReadContext context,
      KeySet keys,
      int most,
      Map<UserKey, Map<Integer, SweepOwner.Collection>> users) {
    users.clear();
    int count = 0;
    try (ResultSet rows =
        context.read(
            Rows.COLLECTIONS_OF_USERS,
            keys,
            Rows.COLLECTION_COLUMNS,
            Options.limit(most),
            LowPriority.OPTION)) {
      while (rows.next()) {
        count++;
        var found = Rows.collection(rows);
        users
            .computeIfAbsent(Rows.user(rows), user -> new HashMap<>())
            .put(
                Math.toIntExact(rows.getLong("collection_id")),
                new SweepOwner.Collection(found.modifiedMicros(), found.rows(), found.bytes()));
      }
    }
    return count;
  }

  /** The next rows of a user in some collections, in ascending order. */
  List<SweepRow> page(
      UserKey user, List<Integer> collections, int payloadsUpTo, @Nullable SweepRow after) {
    return bySql
        ? pageBySql(user, collections, payloadsUpTo, after)
        : pageByKeys(user, collections, payloadsUpTo, after);
  }

  private List<SweepRow> pageBySql(
      UserKey user, List<Integer> collections, int payloadsUpTo, @Nullable SweepRow after) {
    List<SweepRow> page = new ArrayList<>();
    if (after != null) {
      Statement.Builder sql =
          Statement.newBuilder(
              ROWS.replace("{keys}", "collection_id = @collection AND bso_id > @id"));
      sql.bind("collection").to(after.collection()).bind("id").to(after.id());
      page.addAll(part(sql, user, payloadsUpTo, PAGE_ROWS));
    }
    List<Long> rest =
        collections.stream()
            .filter(collection -> after == null || collection > after.collection())
            .map(Integer::longValue)
            .toList();
    if (page.size() < PAGE_ROWS && !rest.isEmpty()) {
      Statement.Builder sql =
          Statement.newBuilder(ROWS.replace("{keys}", "collection_id IN UNNEST(@collections)"));
      sql.bind("collections").toInt64Array(rest);
      page.addAll(part(sql, user, payloadsUpTo, PAGE_ROWS - page.size()));
    }
    return page;
  }

  private List<SweepRow> part(Statement.Builder sql, UserKey user, int payloadsUpTo, int limit) {
    Statement statement =
        sql.bind("uid")
            .to(user.fxaUid())
            .bind("kid")
            .to(user.fxaKid())
            .bind("most")
            .to(payloadsUpTo > 0 ? payloadsUpTo : -1)
            .bind("limit")
            .to(limit)
            .build();
    return database.scan(
        context -> {
          List<SweepRow> part = new ArrayList<>();
          try (ResultSet rows = context.executeQuery(statement, LowPriority.OPTION)) {
            while (rows.next()) {
              part.add(
                  row(
                      rows,
                      rows.getLong("byte_count"),
                      rows.isNull("payload") ? null : rows.getString("payload"),
                      rows.getBoolean("is_linked")));
            }
          }
          return part;
        });
  }

  private List<SweepRow> pageByKeys(
      UserKey user, List<Integer> collections, int payloadsUpTo, @Nullable SweepRow after) {
    KeySet.Builder keys = KeySet.newBuilder();
    for (int collection : collections) {
      if (after == null || collection > after.collection()) {
        keys.addRange(Rows.after(user, collection, null));
      } else if (collection == after.collection()) {
        keys.addRange(Rows.after(user, collection, after.id()));
      }
    }
    KeySet wanted = keys.build();
    return database.read(context -> rows(context, wanted, payloadsUpTo));
  }

  private static List<SweepRow> rows(ReadContext context, KeySet keys, int payloadsUpTo) {
    List<SweepRow> page = new ArrayList<>();
    try (ResultSet rows =
        context.read(Rows.BSOS, keys, COLUMNS, Options.limit(PAGE_ROWS), LowPriority.OPTION)) {
      while (rows.next()) {
        page.add(row(rows, payloadsUpTo));
      }
    }
    return page;
  }

  private static SweepRow row(StructReader row, int payloadsUpTo) {
    String payload = row.isNull("payload") ? null : row.getString("payload");
    long bytes = payload == null ? 0 : payload.getBytes(StandardCharsets.UTF_8).length;
    boolean comes = payloadsUpTo > 0 && bytes <= payloadsUpTo;
    return row(row, bytes, comes ? payload : null, !row.isNull("payload_link"));
  }

  private static SweepRow row(
      StructReader row, long bytes, @Nullable String payload, boolean isLinked) {
    return new SweepRow(
        Math.toIntExact(row.getLong("collection_id")),
        row.getString("bso_id"),
        Rows.micros(row.getTimestamp("modified")),
        Rows.micros(row.getTimestamp("expiry")),
        bytes,
        payload,
        isLinked);
  }
}
