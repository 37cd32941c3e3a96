package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.Residents;
import godwit.pipelines.Residents.Resident;
import godwit.pipelines.ShardEdit;
import godwit.pipelines.SourceEdits;
import godwit.pipelines.TargetContent;
import godwit.pipelines.TargetRows;
import godwit.pipelines.ledger.Difference.Kind;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.verify.VerifyPipeline;
import godwit.pipelines.verify.VerifyReport;
import godwit.pipelines.verify.VerifySettings;
import godwit.testdata.Shares;
import godwit.testdata.Workload;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A record that was copied, and then became one that cannot be. */
class UnmovableRecordIT {
  private static final int BOOKMARKS = 7;

  private static Rehearsal rehearsal;

  @BeforeAll
  static void move() {
    rehearsal = Rehearsal.of(Workload.of(23, 8).withMedianRows(15).withShares(Shares.none()));
    Move.migrate(rehearsal.config());
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  private static String spoilFirst(Resident user) throws Exception {
    String id;
    try (SourceEdits edits = SourceEdits.of(rehearsal, user.shard().name())) {
      id = edits.ids(user.uid(), BOOKMARKS).get(0);
      edits.move(user.uid(), BOOKMARKS, System.currentTimeMillis());
    }
    try (ShardEdit edit = ShardEdit.of(rehearsal, user.shard())) {
      edit.run(
          "UPDATE %s SET modified = -1 WHERE {uid} = %d AND {collection} = 7 AND id = '%s'"
              .formatted(edit.bso(user.uid()), user.uid(), id));
    }
    return id;
  }

  private static VerifyReport verify(boolean repair) {
    return VerifyPipeline.run(
        rehearsal.config(),
        Scope.ALL,
        new VerifySettings(repair, 100, false),
        List.of(),
        new RunControl());
  }

  private static List<Resident> users() {
    return Residents.withBookmarks(rehearsal.loaded(), rehearsal.loaded().shards().get(0));
  }

  private static void assertGone(Resident user, String id) {
    assertThat(new TargetRows(rehearsal.database()).ids(user.key())).doesNotContain("7/" + id);
    TargetContent content = TargetContent.of(rehearsal.database());
    assertThat(content.recounted()).isEqualTo(content.collections());
  }

  /** Its old version once stayed on the target, and no counter knew of it. */
  @Test
  void migrate_leavesNoOldVersionBehind() throws Exception {
    Resident user = users().get(0);
    String id = spoilFirst(user);
    assertThat(Move.migrate(rehearsal.config()).rows().dead()).containsEntry("BAD_TIME", 1L);
    assertGone(user, id);
    assertThat(verify(false).differences())
        .filteredOn(found -> found.uid() == user.uid())
        .extracting(VerifyReport.Found::kind)
        .containsExactly(Kind.ROW_MISSING);
  }

  @Test
  void repair_leavesNoOldVersionBehind() throws Exception {
    Resident user = users().get(1);
    String id = spoilFirst(user);
    assertThat(verify(true).differences())
        .filteredOn(found -> found.id().equals(id))
        .isNotEmpty()
        .noneMatch(VerifyReport.Found::repaired);
    assertGone(user, id);
  }
}
