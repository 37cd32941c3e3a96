package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Bso;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.TargetRows;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.io.RowRule;
import godwit.pipelines.io.RowVerdict;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.RowCounts;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.pipelines.run.RunControl;
import godwit.storage.CommitLimits;
import godwit.storage.SourceRow;
import godwit.storage.spanner.SpannerLimits;
import godwit.storage.spanner.SpannerTarget;
import godwit.testdata.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits to a real target: what it refuses, and users that were taken away meanwhile. */
class GroupWriterIT {
  private static final String RUN = "migrate-test";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final WriteGroup.Target PLACE = new WriteGroup.Target("bookmarks", 7);

  private static Rehearsal rehearsal;
  private static Ledger ledger;
  private static TargetRows rows;
  private static Committer committer;

  @BeforeAll
  static void open() {
    rehearsal = Rehearsal.of(Workload.of(1, 1).withMedianRows(1));
    ledger = new Ledger(rehearsal.database());
    rows = new TargetRows(rehearsal.database());
    committer = new Committer(SpannerTarget.open(rehearsal.database()), ledger, true);
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  /** In small groups the refusal comes when the next group has begun. */
  @ParameterizedTest
  @ValueSource(ints = {2_000, 7, 1})
  void refusedRecords_areAloneDead(int rowsPerCommit) {
    var writer = writer(new CommitLimits(20_000, 10_000_000, rowsPerCommit), new ArrayList<>());
    UserTally bad = begin(writer, "a1-" + rowsPerCommit);
    UserTally good = begin(writer, "a2-" + rowsPerCommit);
    for (int i = 0; i < 20; i++) {
      int characters = i == 3 || i == 17 ? SpannerLimits.MAX_CELL_CHARACTERS + 1 : 10;
      writer.put(bad, PLACE, bso("id" + i, "x".repeat(characters)));
      writer.put(good, PLACE, bso("id" + i, "y"));
    }
    writer.finish(bad);
    writer.finish(good);
    writer.flush();

    assertThat(rows.ids(bad.user()))
        .hasSize(18)
        .doesNotContain("7/id3", "7/id17")
        .contains("7/id4");
    assertThat(rows.ids(good.user())).hasSize(20);
    assertThat(letters(bad.user()))
        .extracting(DeadLetter::id, DeadLetter::cause, DeadLetter::rows)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("id3", Cause.REFUSED, 1L),
            org.assertj.core.groups.Tuple.tuple("id17", Cause.REFUSED, 1L));
    assertThat(letters(good.user())).isEmpty();
    UserEntry entry = entry(bad.user());
    assertThat(entry.state()).isEqualTo(UserState.COPIED);
    assertThat(entry.counts()).isEqualTo(new RowCounts(20, 18, 180, 0, 0, 0, 2));
    assertThat(counters(bad.user())).containsExactly("18|180");
    assertThat(entry(good.user()).counts()).isEqualTo(new RowCounts(20, 20, 20, 0, 0, 0, 0));
  }

  /** Letters once waited for the end of the user, and went in one commit of any size. */
  @Test
  void deadLetters_fillCommitsToo() {
    var writer = writer(new CommitLimits(240, 4_000_000, 100), new ArrayList<>());
    UserTally tally = begin(writer, "b1");
    RowVerdict verdict =
        new RowRule(tally.user(), NOW)
            .judge(new SourceRow(7, "id", null, "", -1, Long.MAX_VALUE / 2), 7);
    int most = 0;
    for (int i = 0; i < 500; i++) {
      tally.read(1);
      writer.dead(tally, PLACE, "dead" + i, verdict);
      most = Math.max(most, tally.lettersWaiting());
    }
    writer.finish(tally);
    writer.flush();

    assertThat(most).isLessThanOrEqualTo(20);
    assertThat(letters(tally.user())).hasSize(500);
    assertThat(entry(tally.user()).counts().dead()).isEqualTo(500);
    assertThat(entry(tally.user()).counts().isBalanced()).isTrue();
  }

  @Test
  void begin_forgetsLettersOfEarlierRuns() {
    var writer = writer(CommitLimits.DEFAULT, new ArrayList<>());
    UserTally tally = begin(writer, "c1");
    tally.dead("forms", "", 3, Cause.ORPHAN_COLLECTION, "first");
    writer.finish(tally);
    writer.flush();
    assertThat(letters(tally.user())).hasSize(1);

    UserTally again = begin(writer, "c1");
    writer.finish(again);
    writer.flush();

    assertThat(letters(tally.user())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2_000, 1})
  void userTakenAway_leavesTheOthers(int rowsPerCommit) {
    var lost = new ArrayList<UserKey>();
    var writer = writer(new CommitLimits(20_000, 4_000_000, rowsPerCommit), lost);
    UserTally taken = begin(writer, "d1-" + rowsPerCommit);
    UserTally mine = begin(writer, "d2-" + rowsPerCommit);
    ledger.plan(List.of(planned("d1-" + rowsPerCommit, "migrate-another")));
    for (UserTally tally : List.of(taken, mine)) {
      writer.put(tally, PLACE, bso("id", "z"));
      writer.finish(tally);
    }
    writer.flush();
    writer.put(taken, PLACE, bso("late", "z"));
    writer.flush();

    assertThat(lost).containsExactly(taken.user());
    assertThat(rows.ids(taken.user())).isEmpty();
    assertThat(entry(taken.user()).runId()).isEqualTo("migrate-another");
    assertThat(rows.ids(mine.user())).containsExactly("7/id");
    assertThat(entry(mine.user()).state()).isEqualTo(UserState.COPIED);
  }

  @Test
  void forgottenUser_writesNothingMore() {
    var writer = writer(CommitLimits.DEFAULT, new ArrayList<>());
    UserTally failed = begin(writer, "e1");
    UserTally mine = begin(writer, "e2");
    writer.put(failed, PLACE, bso("id", "z"));
    failed.dead("bookmarks", "x", 1, Cause.BAD_TIME, "detail");
    writer.put(mine, PLACE, bso("id", "z"));
    writer.forget(failed.user());
    writer.finish(mine);
    writer.flush();

    assertThat(rows.ids(failed.user())).isEmpty();
    assertThat(letters(failed.user())).isEmpty();
    assertThat(entry(failed.user()).state()).isEqualTo(UserState.PLANNED);
    assertThat(rows.ids(mine.user())).containsExactly("7/id");
  }

  @Test
  void commits_stayWithinTheLimitOfRows() {
    var writer = writer(new CommitLimits(80_000, 100_000_000, 7), new ArrayList<>());
    UserTally tally = begin(writer, "f1");
    for (int i = 0; i < 30; i++) {
      writer.put(tally, PLACE, bso("id" + i, "z"));
    }
    writer.close();
    assertThat(rows.ids(tally.user())).hasSize(28);
    assertThat(entry(tally.user()).state()).isEqualTo(UserState.PLANNED);
    writer.finish(tally);
    writer.flush();
    assertThat(rows.ids(tally.user())).hasSize(30);
    assertThat(entry(tally.user()).state()).isEqualTo(UserState.COPIED);
  }

  private static GroupWriter writer(CommitLimits limits, List<UserKey> lost) {
    return new GroupWriter(committer, limits, new RunControl(), lost::add);
  }

  private static UserTally begin(GroupWriter writer, String fxaUid) {
    UserEntry planned = planned(fxaUid, RUN);
    ledger.plan(List.of(planned));
    var tally = new UserTally(planned, SourceVector.of(Map.of("bookmarks", 1L)), NOW);
    writer.begin(tally);
    tally.open(7, 1_700_000_000_000L);
    writer.touch(tally, 7);
    if (!fxaUid.startsWith("a")) {
      return tally;
    }
    tally.read(20);
    return tally;
  }

  private static UserEntry planned(String fxaUid, String run) {
    return new UserEntry(
        new UserKey(fxaUid, "0000000000001-AAAA"),
        UserState.PLANNED,
        run,
        1,
        "shard0",
        fxaUid.hashCode(),
        Usage.NONE,
        null,
        RowCounts.NONE,
        null,
        null);
  }

  private static Bso bso(String id, String payload) {
    return new Bso(id, null, payload, SyncTimestamp.ofMillis(1_000), Expiry.PYTHON_NEVER);
  }

  private static UserEntry entry(UserKey user) {
    return ledger.users(Set.of(user)).values().iterator().next();
  }

  private static List<DeadLetter> letters(UserKey user) {
    return ledger.deadLettersAfter(Optional.empty()).stream()
        .filter(letter -> user.equals(letter.user()))
        .toList();
  }

  private static List<String> counters(UserKey user) {
    return rows.rows("user_collections", List.of("fxa_uid", "count", "total_bytes")).stream()
        .filter(row -> row.startsWith(user.fxaUid() + "|"))
        .map(row -> row.substring(row.indexOf('|') + 1))
        .toList();
  }
}
