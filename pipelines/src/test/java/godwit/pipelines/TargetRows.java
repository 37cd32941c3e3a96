package godwit.pipelines;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeyRange;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Struct;
import godwit.model.UserKey;
import godwit.storage.spanner.SpannerDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The target's tables, read without the code under test. */
public record TargetRows(SpannerDatabase database) {
  /** A record's payload, or nothing if there is no such record. */
  public Optional<String> payload(UserKey user, long collection, String id) {
    @Nullable Struct row =
        database
            .client()
            .singleUse()
            .readRow(
                "bsos", Key.of(user.fxaUid(), user.fxaKid(), collection, id), List.of("payload"));
    return Optional.ofNullable(row).map(found -> found.getString(0));
  }

  /** The ids of a user's records as {@code collection/id}. */
  public List<String> ids(UserKey user) {
    return texts("bsos", user, List.of("collection_id", "bso_id"));
  }

  /** The user's collections as {@code id/modified}. */
  public List<String> collections(UserKey user) {
    return texts("user_collections", user, List.of("collection_id", "modified"));
  }

  private List<String> texts(String table, UserKey user, List<String> columns) {
    var keys = KeySet.range(KeyRange.prefix(Key.of(user.fxaUid(), user.fxaKid())));
    var found = new ArrayList<String>();
    try (ResultSet rows = database.client().singleUse().read(table, keys, columns)) {
      while (rows.next()) {
        found.add(rows.getLong(0) + "/" + rows.getValue(1).getAsString());
      }
    }
    return found;
  }

  /** The id that a collection name has, or nothing. */
  public Optional<Long> collectionId(String name) {
    return rows("collections", List.of("collection_id", "name")).stream()
        .filter(row -> row.endsWith("|" + name))
        .map(row -> Long.parseLong(row.substring(0, row.indexOf('|'))))
        .findFirst();
  }

  /** All rows of a table, columns joined by bars. */
  public List<String> rows(String table, List<String> columns) {
    var found = new ArrayList<String>();
    try (ResultSet rows = database.client().singleUse().read(table, KeySet.all(), columns)) {
      while (rows.next()) {
        var row = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
          row.add(rows.isNull(i) ? "NULL" : rows.getValue(i).getAsString());
        }
        found.add(String.join("|", row));
      }
    }
    return found;
  }

  /** Deletes everything of a user. */
  public void delete(UserKey user) {
    var keys = KeySet.range(KeyRange.prefix(Key.of(user.fxaUid(), user.fxaKid())));
    database.write(
        List.of(Mutation.delete("bsos", keys), Mutation.delete("user_collections", keys)));
  }

  /** Writes a collection and one record of a user whom no run knows. */
  public void squat(UserKey user, long collection, String id) {
    database.write(
        List.of(
            Mutation.newInsertBuilder("user_collections")
                .set("fxa_uid")
                .to(user.fxaUid())
                .set("fxa_kid")
                .to(user.fxaKid())
                .set("collection_id")
                .to(collection)
                .set("modified")
                .to(Timestamp.ofTimeMicroseconds(1_600_000_000_000_000L))
                .build(),
            Mutation.newInsertBuilder("bsos")
                .set("fxa_uid")
                .to(user.fxaUid())
                .set("fxa_kid")
                .to(user.fxaKid())
                .set("collection_id")
                .to(collection)
                .set("bso_id")
                .to(id)
                .set("payload")
                .to("squatter")
                .set("modified")
                .to(Timestamp.ofTimeMicroseconds(1_600_000_000_000_000L))
                .set("expiry")
                .to(Timestamp.ofTimeMicroseconds(4_000_000_000_000_000L))
                .build()));
  }
}
