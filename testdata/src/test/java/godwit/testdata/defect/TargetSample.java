package godwit.testdata.defect;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Mutation;
import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.model.UserKey;
import godwit.storage.spanner.SpannerDatabase;
import godwit.testdata.Workload;
import godwit.testdata.record.SyntheticRecord;
import godwit.testdata.record.SyntheticRecords;
import godwit.testdata.user.CollectionPlan;
import godwit.testdata.user.CustomNames;
import godwit.testdata.user.Holding;
import godwit.testdata.user.SyntheticUser;
import godwit.testdata.user.SyntheticUsers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A target as a move would have left it, small enough for one commit per user. */
final class TargetSample {
  static final List<String> DDL =
      List.of(
          "CREATE TABLE user_collections (fxa_uid STRING(MAX) NOT NULL, fxa_kid STRING(MAX) NOT"
              + " NULL, collection_id INT64 NOT NULL, modified TIMESTAMP NOT NULL, count INT64,"
              + " total_bytes INT64) PRIMARY KEY (fxa_uid, fxa_kid, collection_id)",
          "CREATE TABLE bsos (fxa_uid STRING(MAX) NOT NULL, fxa_kid STRING(MAX) NOT NULL,"
              + " collection_id INT64 NOT NULL, bso_id STRING(MAX) NOT NULL, sortindex INT64,"
              + " payload STRING(MAX), modified TIMESTAMP NOT NULL, expiry TIMESTAMP NOT NULL,"
              + " payload_link STRING(MAX)) PRIMARY KEY (fxa_uid, fxa_kid, collection_id, bso_id),"
              + " INTERLEAVE IN PARENT user_collections ON DELETE CASCADE",
          "CREATE TABLE collections (collection_id INT64 NOT NULL, name STRING(32) NOT NULL) PRIMARY"
              + " KEY (collection_id)");

  private TargetSample() {}

  static void write(SpannerDatabase database, Workload workload) {
    Map<CollectionName, Integer> ids = ids(workload);
    List<Mutation> names = new ArrayList<>();
    ids.forEach(
        (name, id) ->
            names.add(
                Mutation.newInsertBuilder("collections")
                    .set("collection_id")
                    .to(id)
                    .set("name")
                    .to(name.text())
                    .build()));
    database.write(names);
    new SyntheticUsers(workload).all().forEach(user -> database.write(user(workload, user, ids)));
  }

  private static Map<CollectionName, Integer> ids(Workload workload) {
    Map<CollectionName, Integer> ids = new TreeMap<>(Collections.standard());
    for (int shard = 0; shard < workload.shards(); shard++) {
      for (CollectionName name : CustomNames.onShard(shard)) {
        ids.computeIfAbsent(name, n -> Collections.nextCustomId(ids.values()));
      }
    }
    return ids;
  }

  private static List<Mutation> user(
      Workload workload, SyntheticUser user, Map<CollectionName, Integer> ids) {
    Holding holding = user.current();
    UserKey key = holding.assignment().userKey(user.fxaUid());
    List<Mutation> mutations = new ArrayList<>();
    for (CollectionPlan plan : holding.collections()) {
      mutations.add(
          keyed("user_collections", key, id(ids, plan.name()))
              .set("modified")
              .to(time(plan.lastModified()))
              .set("count")
              .to(plan.rows())
              .build());
    }
    for (SyntheticRecord row : new SyntheticRecords(workload, holding)) {
      mutations.add(
          keyed("bsos", key, id(ids, row.collection()))
              .set("bso_id")
              .to(row.id())
              .set("sortindex")
              .to(row.sortIndex() == null ? null : row.sortIndex().longValue())
              .set("payload")
              .to(row.payload())
              .set("modified")
              .to(time(row.times().modified()))
              .set("expiry")
              .to(time(row.times().modified() + 86_400_000L * 400))
              .build());
    }
    return mutations;
  }

  private static int id(Map<CollectionName, Integer> ids, CollectionName name) {
    Integer id = ids.get(name);
    if (id == null) {
      throw new IllegalStateException("no id for " + name);
    }
    return id;
  }

  private static Mutation.WriteBuilder keyed(String table, UserKey key, int collection) {
    return Mutation.newInsertBuilder(table)
        .set("fxa_uid")
        .to(key.fxaUid())
        .set("fxa_kid")
        .to(key.fxaKid())
        .set("collection_id")
        .to(collection);
  }

  private static Timestamp time(long millis) {
    return Timestamp.ofTimeMicroseconds(millis * 1_000);
  }
}
