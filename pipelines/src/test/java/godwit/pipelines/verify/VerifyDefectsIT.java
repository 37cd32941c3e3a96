package godwit.pipelines.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeyRange;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import godwit.model.UserKey;
import godwit.pipelines.IndependentReader;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.StandardNames;
import godwit.pipelines.ledger.Difference.Kind;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.RunControl;
import godwit.testdata.Workload;
import godwit.testdata.defect.Defect;
import godwit.testdata.defect.PlantDefects;
import godwit.testdata.defect.Planted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Damages a moved target in every way there is, and has it found, named and mended. After each test
 * the target must be whole again, by the word of a reader that shares no code with verification.
 */
class VerifyDefectsIT {
  private static final long SEED = Long.getLong("defects.seed", 77L);
  private static final int HOARDER = 6_000;
  private static final int BOOKMARKS = 7;
  private static final VerifySettings REPAIR = new VerifySettings(true, 10_000, true);
  private static final VerifySettings LOOK = new VerifySettings(false, 10_000, true);

  @SuppressWarnings("NullAway.Init")
  private static Rehearsal rehearsal;

  @SuppressWarnings("NullAway.Init")
  private static DatabaseClient client;

  @SuppressWarnings("NullAway.Init")
  private static Instant moved;

  /** What verification has to say about a place. */
  private record Expected(String user, String collection, String id, Kind kind, String column) {}

  @BeforeAll
  static void move() {
    System.err.println("seed " + SEED);
    rehearsal = Rehearsal.of(Workload.of(SEED, 40).withMedianRows(40).withHoarders(HOARDER));
    client = rehearsal.database().client();
    moved = Instant.now();
    MigratePipeline.run(rehearsal.config(), Scope.ALL, List.of(), new RunControl());
    assertThat(read()).isEmpty();
    assertThat(verify(LOOK).differences()).isEmpty();
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  @AfterEach
  void isMended() {
    VerifyReport after = verify(LOOK);
    assertThat(after.differences()).isEmpty();
    assertThat(after.differenceCount()).isZero();
    assertThat(after.users().different()).isZero();
    assertThat(after.users().equal()).isEqualTo(after.users().checked()).isPositive();
    assertThat(read()).isEmpty();
  }

  private static VerifyReport verify(VerifySettings settings) {
    return VerifyPipeline.run(rehearsal.config(), Scope.ALL, settings, List.of(), new RunControl());
  }

  private static List<String> read() {
    return IndependentReader.read(rehearsal, moved).differences();
  }

  /** Looks, then mends; both must say exactly what is expected. */
  private static void findAndMend(List<Expected> expected) {
    List<String> damaged = read();
    VerifyReport looked = verify(LOOK);
    assertThat(expected(looked)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(looked.differences()).noneMatch(VerifyReport.Found::repaired);
    assertThat(looked.differenceCount()).isEqualTo(expected.size());
    assertThat(looked.repaired()).isZero();
    assertThat(verifiedUsers()).as("marked as verified").isEqualTo(looked.users().equal());
    assertThat(read()).as("looking changes nothing").isEqualTo(damaged).isNotEmpty();

    VerifyReport mended = verify(REPAIR);
    assertThat(expected(mended)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(mended.differences()).allMatch(VerifyReport.Found::repaired);
    assertThat(mended.repaired()).isEqualTo(expected.size());
  }

  private static List<Expected> expected(VerifyReport report) {
    return report.differences().stream()
        .map(one -> new Expected(one.user(), one.collection(), one.id(), one.kind(), one.column()))
        .toList();
  }

  private static Expected expected(
      UserKey user, String collection, String id, Kind kind, String column) {
    return new Expected(user.full(), collection, id, kind, column);
  }

  /** A row more or less than the counters say, of a payload that is not empty. */
  private static List<Expected> counters(UserKey user, String collection) {
    return List.of(
        expected(user, collection, "", Kind.COUNTER_WRONG, "count"),
        expected(user, collection, "", Kind.COUNTER_WRONG, "total_bytes"));
  }

  private static List<Expected> expected(Planted planted) {
    UserKey user = planted.user();
    String collection = planted.collection().text();
    String id = planted.id() == null ? "" : planted.id();
    String column = planted.column() == null ? "" : planted.column();
    List<Expected> all = new ArrayList<>();
    switch (planted.defect()) {
      case ROW_MISSING, META_GLOBAL_MISSING -> {
        all.add(expected(user, collection, id, Kind.ROW_MISSING, ""));
        all.addAll(counters(user, collection));
      }
      case ROW_EXTRA -> {
        all.add(expected(user, collection, id, Kind.ROW_UNEXPECTED, ""));
        all.addAll(counters(user, collection));
      }
      case WRONG_COLLECTION -> {
        String other = otherCollection(user, id);
        all.add(expected(user, collection, id, Kind.ROW_MISSING, ""));
        all.add(expected(user, other, id, Kind.ROW_UNEXPECTED, ""));
        all.addAll(counters(user, collection));
        all.addAll(counters(user, other));
      }
      case PAYLOAD_CHANGED, TIME_CHANGED, EXPIRY_CHANGED, SORTINDEX_CHANGED, KEYS_CHANGED ->
          all.add(expected(user, collection, id, Kind.ROW_DIFFERENT, column));
      case EMPTY_COLLECTION_MISSING ->
          all.add(expected(user, collection, "", Kind.COLLECTION_MISSING, ""));
      case COLLECTION_TIME_CHANGED ->
          all.add(expected(user, collection, "", Kind.COLLECTION_DIFFERENT, "modified"));
      case COUNTER_WRONG -> all.add(expected(user, collection, "", Kind.COUNTER_WRONG, "count"));
    }
    return all;
  }

  /** Where a record was moved to. */
  private static String otherCollection(UserKey user, String id) {
    Statement sql =
        Statement.newBuilder(
                "SELECT b.collection_id, c.name FROM bsos b"
                    + " LEFT JOIN collections c ON c.collection_id = b.collection_id"
                    + " WHERE fxa_uid = @uid AND fxa_kid = @kid AND bso_id = @id")
            .bind("uid")
            .to(user.fxaUid())
            .bind("kid")
            .to(user.fxaKid())
            .bind("id")
            .to(id)
            .build();
    try (ResultSet rows = client.singleUse().executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.isNull(1) ? StandardNames.BY_ID.get((int) rows.getLong(0)) : rows.getString(1);
    }
  }

  @Test
  void verify_findsAndMendsEveryDefect() {
    List<Expected> all = new ArrayList<>();
    PlantDefects.plant(client, SEED, List.of(Defect.values()))
        .forEach(one -> all.addAll(expected(one)));
    findAndMend(all);
  }

  /** So large a collection is descended into by prefixes of ids. */
  @Test
  void verify_findsSingleRowsInLargeCollection() {
    UserKey hoarder = hoarder();
    List<String> ids = ids(hoarder, BOOKMARKS);
    assertThat(ids).hasSizeGreaterThan(4_000);
    String changed = ids.get(ids.size() / 3);
    String lost = ids.get(ids.size() / 2);
    String extra = ids.get(ids.size() - 1) + "x";
    Key parent = Key.of(hoarder.fxaUid(), hoarder.fxaKid(), BOOKMARKS);
    client.write(
        List.of(
            row(Mutation.newUpdateBuilder("bsos"), hoarder, changed)
                .set("sortindex")
                .to(123_456)
                .set("payload")
                .to("spoilt")
                .build(),
            Mutation.delete("bsos", parent.toBuilder().append(lost).build()),
            row(Mutation.newInsertBuilder("bsos"), hoarder, extra)
                .set("payload")
                .to("never there")
                .set("modified")
                .to(com.google.cloud.Timestamp.ofTimeMicroseconds(1_700_000_000_000_000L))
                .set("expiry")
                .to(com.google.cloud.Timestamp.ofTimeMicroseconds(4_000_000_000_000_000L))
                .build()));
    // One row more and one less: the counter of rows is right again.
    findAndMend(
        List.of(
            expected(hoarder, "bookmarks", changed, Kind.ROW_DIFFERENT, "sortindex"),
            expected(hoarder, "bookmarks", changed, Kind.ROW_DIFFERENT, "payload"),
            expected(hoarder, "bookmarks", lost, Kind.ROW_MISSING, ""),
            expected(hoarder, "bookmarks", extra, Kind.ROW_UNEXPECTED, ""),
            expected(hoarder, "bookmarks", "", Kind.COUNTER_WRONG, "total_bytes")));
  }

  @Test
  void verify_copiesLostUserAgain() {
    UserKey user = hoarder();
    client.write(List.of(Mutation.delete("user_collections", all(user))));
    findAndMend(List.of(expected(user, "", "", Kind.USER_MISSING, "")));
  }

  /**
   * The rows of a collection under another name: all of them are missing, and one name too many.
   */
  @Test
  void verify_bringsRenamedCollectionBack() {
    UserKey hoarder = hoarder();
    int passwords = 10;
    List<String> ids = ids(hoarder, passwords);
    assertThat(ids).hasSizeGreaterThan(100);
    client.write(
        List.of(
            Mutation.newInsertOrUpdateBuilder("collections")
                .set("collection_id")
                .to(4_711)
                .set("name")
                .to("renamed")
                .build()));
    move(hoarder, passwords, 4_711);
    List<Expected> all = new ArrayList<>();
    all.add(expected(hoarder, "passwords", "", Kind.COLLECTION_MISSING, ""));
    all.add(expected(hoarder, "renamed", "", Kind.COLLECTION_UNEXPECTED, ""));
    ids.forEach(id -> all.add(expected(hoarder, "passwords", id, Kind.ROW_MISSING, "")));
    findAndMend(all);
  }

  private static void move(UserKey user, int from, int to) {
    String same = " FROM %s WHERE fxa_uid = @uid AND fxa_kid = @kid AND collection_id = " + from;
    for (String sql :
        List.of(
            "INSERT INTO user_collections (fxa_uid, fxa_kid, collection_id, modified, count,"
                + " total_bytes) SELECT fxa_uid, fxa_kid, "
                + to
                + ", modified, count, total_bytes"
                + same.formatted("user_collections"),
            "INSERT INTO bsos (fxa_uid, fxa_kid, collection_id, bso_id, sortindex, payload,"
                + " modified, expiry) SELECT fxa_uid, fxa_kid, "
                + to
                + ", bso_id, sortindex, payload, modified, expiry"
                + same.formatted("bsos"),
            "DELETE" + same.formatted("user_collections"))) {
      Statement statement =
          Statement.newBuilder(sql)
              .bind("uid")
              .to(user.fxaUid())
              .bind("kid")
              .to(user.fxaKid())
              .build();
      client.readWriteTransaction().run(transaction -> transaction.executeUpdate(statement));
    }
  }

  private static long verifiedUsers() {
    try (ResultSet rows =
        client
            .singleUse()
            .executeQuery(
                Statement.of("SELECT COUNT(*) FROM godwit_users WHERE state = 'VERIFIED'"))) {
      rows.next();
      return rows.getLong(0);
    }
  }

  private static Mutation.WriteBuilder row(Mutation.WriteBuilder row, UserKey user, String id) {
    return row.set("fxa_uid")
        .to(user.fxaUid())
        .set("fxa_kid")
        .to(user.fxaKid())
        .set("collection_id")
        .to(BOOKMARKS)
        .set("bso_id")
        .to(id);
  }

  private static KeySet all(UserKey user) {
    return KeySet.range(KeyRange.prefix(Key.of(user.fxaUid(), user.fxaKid())));
  }

  private static UserKey hoarder() {
    try (ResultSet rows =
        client
            .singleUse()
            .executeQuery(
                Statement.of(
                    "SELECT fxa_uid, fxa_kid FROM user_collections ORDER BY count DESC LIMIT 1"))) {
      rows.next();
      return new UserKey(rows.getString(0), rows.getString(1));
    }
  }

  /** Ids of a collection's visible records, in order. */
  private static List<String> ids(UserKey user, int collection) {
    KeySet keys = KeySet.range(KeyRange.prefix(Key.of(user.fxaUid(), user.fxaKid(), collection)));
    List<String> ids = new ArrayList<>();
    try (ResultSet rows = client.singleUse().read("bsos", keys, List.of("bso_id"))) {
      while (rows.next()) {
        ids.add(rows.getString(0));
      }
    }
    return ids;
  }
}
