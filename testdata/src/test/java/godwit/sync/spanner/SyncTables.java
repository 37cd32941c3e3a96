package godwit.sync.spanner;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Struct;
import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.storage.spanner.CollectionIds;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.schema.SpannerSchema;
import godwit.sync.SyncUser;
import godwit.testdata.server.EmbeddedSpanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A database on the shared emulator, looked at and changed behind the storage's back. */
final class SyncTables implements AutoCloseable {
  final SpannerDatabase database;

  private SyncTables(SpannerConfig config) {
    this.database = SpannerDatabase.open(config);
  }

  /** An empty database. Nobody reads its change stream, so it has none. */
  static SyncTables create(String name) {
    SpannerSchema schema = SpannerSchema.current().withoutChangeStream();
    var tables = new SyncTables(EmbeddedSpanner.shared().createDatabase(name, schema.ddl()));
    schema.apply(tables.database);
    return tables;
  }

  SpannerConfig config() {
    return database.config();
  }

  int id(CollectionName collection) {
    return database.read(read -> CollectionIds.find(read, collection)).orElse(-1);
  }

  /** How many rows the table of names has for exactly this one. */
  int idsOf(CollectionName name) {
    return (int) database.read(CollectionIds::read).keySet().stream().filter(name::equals).count();
  }

  private Key key(SyncUser user, CollectionName collection) {
    return Key.of(user.fxaUid(), user.fxaKid(), id(collection));
  }

  /** Ids of all stored records, in the order of their keys. */
  List<String> storedIds(SyncUser user, CollectionName collection) {
    return column("bsos", "bso_id", user, collection);
  }

  /** Ids of all staged records, of every batch. */
  List<String> stagedIds(SyncUser user, CollectionName collection) {
    return column("batch_bsos", "batch_bso_id", user, collection);
  }

  private List<String> column(
      String table, String column, SyncUser user, CollectionName collection) {
    KeySet keys = KeySet.prefixRange(key(user, collection));
    return database.read(
        read -> {
          var found = new ArrayList<String>();
          try (ResultSet rows = read.read(table, keys, List.of(column))) {
            while (rows.next()) {
              found.add(rows.getString(0));
            }
          }
          return found;
        });
  }

  /** The row of a user's collection; nothing if there is none. */
  Optional<Struct> row(SyncUser user, CollectionName collection) {
    List<String> columns = List.of("modified", "count", "total_bytes");
    Key key = key(user, collection);
    return database.read(
        read -> Optional.ofNullable(read.readRow("user_collections", key, columns)));
  }

  /** Its counters; nothing if one is NULL. */
  Optional<Usage> counters(SyncUser user, CollectionName collection) {
    return row(user, collection)
        .filter(row -> !row.isNull("count") && !row.isNull("total_bytes"))
        .map(row -> new Usage(row.getLong("count"), row.getLong("total_bytes")));
  }

  void forgetCounters(SyncUser user, CollectionName collection) {
    database.write(
        List.of(
            collection(user, id(collection))
                .set("count")
                .to((Long) null)
                .set("total_bytes")
                .to((Long) null)
                .build()));
  }

  /** Makes the counters what only a faulty server leaves. */
  void setCounters(SyncUser user, CollectionName collection, long count, long bytes) {
    database.write(
        List.of(
            collection(user, id(collection))
                .set("count")
                .to(count)
                .set("total_bytes")
                .to(bytes)
                .build()));
  }

  private static Mutation.WriteBuilder collection(SyncUser user, int collection) {
    return keyed(Mutation.newUpdateBuilder("user_collections"), user, collection);
  }

  private static Mutation.WriteBuilder keyed(
      Mutation.WriteBuilder row, SyncUser user, int collection) {
    return row.set("fxa_uid")
        .to(user.fxaUid())
        .set("fxa_kid")
        .to(user.fxaKid())
        .set("collection_id")
        .to(collection);
  }

  /** Gives the user a collection whose id may have no name. */
  void plantCollection(SyncUser user, int collection, Timestamp modified) {
    database.write(
        List.of(
            keyed(Mutation.newInsertBuilder("user_collections"), user, collection)
                .set("modified")
                .to(modified)
                .build()));
  }

  /** Takes a record's payload out of the table, as a server with another store for them does. */
  void link(SyncUser user, CollectionName collection, String id) {
    database.write(
        List.of(
            keyed(Mutation.newUpdateBuilder("bsos"), user, id(collection))
                .set("bso_id")
                .to(id)
                .set("payload")
                .to((String) null)
                .set("payload_link")
                .to("gs://bucket/object")
                .build()));
  }

  /** The link of a stored record. */
  Optional<String> linkOf(SyncUser user, CollectionName collection, String id) {
    Key key = Key.of(user.fxaUid(), user.fxaKid(), id(collection), id);
    return database.read(
        read ->
            Optional.ofNullable(read.readRow("bsos", key, List.of("payload_link")))
                .filter(row -> !row.isNull(0))
                .map(row -> row.getString(0)));
  }

  /** The same for a staged record. */
  void linkStaged(SyncUser user, CollectionName collection, String batch, String id) {
    database.write(
        List.of(
            keyed(Mutation.newUpdateBuilder("batch_bsos"), user, id(collection))
                .set("batch_id")
                .to(batch)
                .set("batch_bso_id")
                .to(id)
                .set("payload")
                .to((String) null)
                .set("payload_link")
                .to("gs://bucket/object")
                .build()));
  }

  /** Deletes records as the database does by itself once they are expired. */
  void sweep(SyncUser user, CollectionName collection, String id) {
    database.write(
        List.of(Mutation.delete("bsos", Key.of(user.fxaUid(), user.fxaKid(), id(collection), id))));
  }

  /** Deletes a batch as the database does by itself once it is expired. */
  void sweepBatches(SyncUser user, CollectionName collection) {
    database.write(List.of(Mutation.delete("batches", KeySet.prefixRange(key(user, collection)))));
  }

  @Override
  public void close() {
    database.close();
  }
}
