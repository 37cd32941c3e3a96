package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.SourceEdits;
import godwit.pipelines.TargetContent;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.storage.CommitLimits;
import godwit.testdata.Shares;
import godwit.testdata.Workload;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What users change between two runs is what the second run brings over, and nothing else. Commits
 * are tiny, so that a user takes several.
 */
class DeltaIT {
  private static final int HISTORY = 4;
  private static final int BOOKMARKS = 7;
  private static final int PREFS = 8;
  private static final int COMMIT_ROWS = 50;
  private static final int CHANGED_FIRST = 2 * COMMIT_ROWS;
  private static final long DAY = 86_400_000;

  private static Rehearsal rehearsal;
  private static MoveConfig config;
  private static MigrateReport second;
  private static TargetContent content;
  private static final List<UserEntry> CHANGED = new ArrayList<>();
  private static final List<String> EXPIRED = new ArrayList<>();
  private static final List<UserEntry> GONE = new ArrayList<>();

  @BeforeAll
  static void moveChangeAndMoveAgain() throws SQLException {
    rehearsal =
        Rehearsal.of(
            Workload.of(21, 24).withMedianRows(40).withHoarders(2_500).withShares(Shares.none()));
    config =
        rehearsal.config(
            new CopyPolicy(new CommitLimits(20_000, 4_000_000, COMMIT_ROWS), 200_000, 900));
    assertThat(Move.migrate(config).balanced()).isTrue();
    UserEntry large = largest();
    for (String shard : List.of("shard0", "shard1")) {
      try (SourceEdits edits = SourceEdits.of(rehearsal, shard)) {
        change(edits, usersOf(shard, large));
      }
    }
    try (SourceEdits edits = SourceEdits.of(rehearsal, large.shard())) {
      changeFirstRows(edits, large);
    }
    second = Move.migrate(config);
    content = TargetContent.of(rehearsal.database());
  }

  private static void change(SourceEdits edits, List<UserEntry> users) throws SQLException {
    CHANGED.addAll(users.subList(0, 5));
    changeRecords(edits, users.get(0).uid());
    changeCollections(edits, users.get(1).uid());
    edits.move(users.get(2).uid(), PREFS, now());
    UserEntry expiring = users.get(3);
    String id = edits.ids(expiring.uid(), BOOKMARKS).get(0);
    edits.expireAt(expiring.uid(), BOOKMARKS, id, now() - DAY, now());
    EXPIRED.add(place(expiring) + "bookmarks/" + id);
    GONE.add(users.get(4));
    edits.dropAll(users.get(4).uid());
  }

  private static void changeRecords(SourceEdits edits, long uid) throws SQLException {
    long now = now();
    List<String> ids = edits.ids(uid, BOOKMARKS);
    edits.put(uid, BOOKMARKS, "brandnew0001", "new", now);
    edits.put(uid, BOOKMARKS, ids.get(0), "changed", now + 10);
    edits.expireAt(uid, BOOKMARKS, ids.get(1), now + 30 * DAY, now + 20);
    edits.delete(uid, BOOKMARKS, ids.get(2), now + 30);
    edits.delete(uid, BOOKMARKS, ids.get(ids.size() - 1), now + 40);
  }

  private static void changeCollections(SourceEdits edits, long uid) throws SQLException {
    edits.empty(uid, HISTORY, now());
    edits.drop(uid, BOOKMARKS);
    edits.put(uid, edits.name("delta-" + uid), "first", "of its kind", now());
  }

  private static void changeFirstRows(SourceEdits edits, UserEntry large) throws SQLException {
    CHANGED.add(large);
    int collection = 1;
    for (int other = 1; other <= 13; other++) {
      if (edits.ids(large.uid(), other).size() > edits.ids(large.uid(), collection).size()) {
        collection = other;
      }
    }
    List<String> ids = edits.ids(large.uid(), collection);
    assertThat(ids).hasSizeGreaterThan(1_200);
    for (String id : ids.subList(0, CHANGED_FIRST)) {
      edits.put(large.uid(), collection, id, "again", now());
    }
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  @Test
  void changes_areWrittenAndNothingElse() {
    assertThat(second.balanced()).isTrue();
    assertThat(second.users().copied()).isEqualTo(CHANGED.size());
    assertThat(second.users().skipped()).isEqualTo(24 - CHANGED.size());
    // A shard: a new, a changed and a longer-lived record, and one in the new collection.
    assertThat(second.rows().written()).isEqualTo(2 * 4 + CHANGED_FIRST);
  }

  @Test
  void sides_areEqual() {
    Move.verifyEqual(config);
  }

  /** They were wrong when rows that stay come after the last commit that wrote one. */
  @Test
  void counters_areThoseOfTheRows() {
    assertThat(content.recounted()).isEqualTo(content.collections());
  }

  @Test
  void recordExpiredMeanwhile_isTakenAway() {
    assertThat(second.rows().filtered()).containsEntry("expired", 2L);
    assertThat(EXPIRED).hasSize(2);
    assertThat(content.rows().keySet()).doesNotContainAnyElementsOf(EXPIRED);
  }

  /** Who deletes everything leaves no row behind that a scan of the shard could find. */
  @Test
  void everythingDeleted_isDeletedOnTheTarget() {
    assertThat(GONE).hasSize(2);
    for (UserEntry gone : GONE) {
      assertThat(content.collections().keySet()).noneMatch(key -> key.startsWith(place(gone)));
    }
  }

  @Test
  void thirdRun_hasNothingToDo() {
    MigrateReport third = Move.migrate(config);
    assertThat(third.users().copied()).isZero();
    assertThat(third.rows().read()).isZero();
  }

  private static String place(UserEntry user) {
    return user.key().full() + "/";
  }

  private static long now() {
    return System.currentTimeMillis() / 10 * 10;
  }

  /** Users of a shard with records to change, the smallest uid first. */
  private static List<UserEntry> usersOf(String shard, UserEntry large) {
    return Move.users(rehearsal.database()).stream()
        .filter(user -> user.shard().equals(shard) && user.uid() != large.uid())
        .filter(user -> user.planned().rows() >= 20)
        .sorted(Comparator.comparing(UserEntry::uid))
        .toList();
  }

  private static UserEntry largest() {
    return Move.users(rehearsal.database()).stream()
        .max(Comparator.comparing(user -> user.planned().rows()))
        .orElseThrow();
  }
}
