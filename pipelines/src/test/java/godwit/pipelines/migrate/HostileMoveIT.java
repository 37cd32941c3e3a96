package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.Rehearsal;
import godwit.pipelines.Residents.Resident;
import godwit.pipelines.ShardEdit;
import godwit.pipelines.TargetRows;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.ledger.Difference;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.plan.PlanReport;
import godwit.pipelines.plan.Planner;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.verify.VerifyPipeline;
import godwit.pipelines.verify.VerifyReport;
import godwit.pipelines.verify.VerifySettings;
import godwit.testdata.Shares;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.ShardLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Four shards, one of each layout, each with everything that only real shards have: planned, moved,
 * compared, moved again, mended and replayed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileMoveIT {
  private static final int SHARDS = 4;
  private static final List<ShardLayout> LAYOUTS =
      List.of(
          ShardLayout.python(2),
          ShardLayout.pythonPlain(),
          ShardLayout.rust(),
          ShardLayout.rust2018());
  private static final List<PlantedShard> PLANTED = new ArrayList<>();

  private static Rehearsal rehearsal;
  private static TargetRows target;
  private static Optional<MigrateReport> firstReport = Optional.empty();

  @BeforeAll
  static void load() throws Exception {
    Shares shares = Shares.realistic().withOpenBatch(0.3).withNullCounters(0.5);
    rehearsal =
        Rehearsal.of(
            Workload.of(23, 200).withShards(SHARDS).withMedianRows(8).withShares(shares),
            LAYOUTS::get);
    target = new TargetRows(rehearsal.database());
    int number = 0;
    for (LoadedShard shard : rehearsal.loaded().shards()) {
      PLANTED.add(PlantedShard.plant(rehearsal, shard, number++));
    }
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  @Test
  @Order(1)
  void plan_namesEachObstacle() {
    PlanReport plan = Planner.preview(rehearsal.config(), Scope.ALL, new RunControl());

    assertThat(plan.users().failed())
        .containsEntry("NO_ASSIGNMENT", (long) SHARDS)
        .containsEntry("BAD_CLIENT_STATE", 2L * SHARDS)
        .containsEntry("TARGET_NOT_EMPTY", (long) SHARDS);
    Map<String, Long> users = new HashMap<>();
    plan.obstacles().forEach(one -> users.merge(one.kind(), one.users(), Long::sum));
    assertThat(users)
        .containsEntry("ORPHAN_COLLECTION", (long) SHARDS)
        .containsEntry("NO_COLLECTION_ROW", (long) SHARDS)
        .containsEntry("BAD_TIME", 2L * SHARDS);
    assertThat(plan.collections().caseVariants()).contains("Sketches, sketches");
    assertThat(plan.collections().allocate()).contains("Sketches", "sketches");
  }

  @Test
  @Order(2)
  void migrate_endsAndBalances() {
    MigrateReport first = migrate(Scope.ALL);
    firstReport = Optional.of(first);

    assertThat(first.balanced()).isTrue();
    assertThat(first.interrupted()).isFalse();
    assertThat(first.rows().dead())
        .containsEntry("ORPHAN_COLLECTION", (long) SHARDS)
        .containsEntry("NO_COLLECTION_ROW", (long) SHARDS)
        .containsEntry("OVERSIZE", (long) SHARDS)
        .containsKey("BAD_TIME");
    assertThat(first.users().failed()).isEqualTo(4L * SHARDS);
    assertThat(first.users().skippedReasons())
        .hasEntrySatisfying("replaced", n -> assertThat(n).isGreaterThanOrEqualTo(SHARDS))
        .containsEntry("superseded", (long) SHARDS);
    assertThat(first.users().planned())
        .isEqualTo(first.users().copied() + first.users().skipped() + first.users().failed());
    assertThat(first.rows().read()).isEqualTo(first.predicted().rows());
  }

  @Test
  @Order(3)
  void deadLetters_sayWhatAndWhere() {
    for (PlantedShard one : PLANTED) {
      check(one.orphan(), "#4242", "", 1, Cause.ORPHAN_COLLECTION);
      check(one.parentless(), "tabs", "", 1, Cause.NO_COLLECTION_ROW);
      check(one.overLimit(), "bookmarks", "overlimit001", 1, Cause.OVERSIZE);
      check(one.negativeRow(), "bookmarks", "negative0001", 1, Cause.BAD_TIME);
      check(one.hugeRow(), "bookmarks", "hugetime0001", 1, Cause.BAD_TIME);
      check(one.squatted(), "", "", 0, Cause.TARGET_NOT_EMPTY);
      check(one.hugeCollection(), "bookmarks", "", bookmarks(one.hugeCollection()), Cause.BAD_TIME);
      check(
          one.negativeCollection(),
          "bookmarks",
          "",
          bookmarks(one.negativeCollection()),
          Cause.BAD_TIME);
      for (long uid : List.of(one.emptyState().uid(), one.notHex().uid())) {
        assertThat(letter(one.shard, uid, "", "").cause()).isEqualTo(Cause.BAD_CLIENT_STATE);
      }
      assertThat(letter(one.shard, one.stranger, "", "").cause()).isEqualTo(Cause.NO_ASSIGNMENT);
    }
    assertThat(letters()).hasSize(11 * SHARDS);
  }

  private static void check(Resident user, String collection, String id, long rows, Cause cause) {
    DeadLetter letter = letter(user.shard(), user.uid(), collection, id);
    assertThat(letter.cause()).isEqualTo(cause);
    assertThat(letter.rows()).isEqualTo(rows);
    assertThat(letter.user()).isEqualTo(user.key());
    assertThat(letter.attempts()).isEqualTo(1);
    assertThat(letter.runId()).isEqualTo(first().runId());
    assertThat(letter.detail()).isNotBlank().hasSizeLessThan(300).doesNotContain("xxxx");
    assertThat(letter.cause().remedy()).isNotBlank();
  }

  @Test
  @Order(4)
  void target_holdsWhatCanBeHeld() {
    for (PlantedShard one : PLANTED) {
      assertThat(target.payload(one.nonAscii().key(), 7, "nonascii0001"))
          .contains("{\"title\":\"caf\u00e9\"}");
      assertThat(target.payload(one.largest().key(), 7, "largest00001"))
          .hasValueSatisfying(payload -> assertThat(payload).hasSize(2_097_152));
      assertThat(target.payload(one.overLimit().key(), 7, "overlimit001")).isEmpty();
      assertThat(target.payload(one.otherCase().key(), 7, "ABCDEFGHI_-1")).isPresent();
      assertThat(target.ids(one.squatted().key())).containsExactly("7/squatter");
      assertThat(target.ids(one.zeroExpiry().key())).doesNotContain("7/zeroexpiry01");
      assertThat(target.ids(one.twin().key())).doesNotContain("7/twin00000001");
      assertThat(target.ids(one.rival().key())).doesNotContain("7/twin00000001");
      assertThat(target.collections(one.hugeCollection().key()))
          .isNotEmpty()
          .noneMatch(row -> row.startsWith("7/"));
    }
    assertThat(target.collectionId("Sketches")).isPresent();
    assertThat(target.collectionId("sketches"))
        .isPresent()
        .isNotEqualTo(target.collectionId("Sketches"));
    assertThat(target.rows("batches", List.of("batch_id"))).isEmpty();
  }

  @Test
  @Order(5)
  void verify_findsTheDeadRowsAndNothingElse() {
    VerifyReport report = verify();

    assertThat(report.differences())
        .extracting(found -> found.kind() + " " + found.id())
        .containsOnly(
            Difference.Kind.ROW_MISSING + " overlimit001",
            Difference.Kind.ROW_MISSING + " negative0001",
            Difference.Kind.ROW_MISSING + " hugetime0001");
    assertThat(report.users().different()).isEqualTo(3L * SHARDS);
    assertThat(report.users().checked()).isEqualTo(first().users().copied());
    assertThat(report.unmovable()).isPositive();
  }

  @Test
  @Order(6)
  void migrate_secondRunLeavesEverybodyAlone() {
    MigrateReport second = migrate(Scope.ALL);

    assertThat(second.balanced()).isTrue();
    assertThat(second.users().copied()).isZero();
    assertThat(second.rows().written()).isZero();
    assertThat(second.users().failed()).isEqualTo(4L * SHARDS);
    assertThat(letters()).hasSize(11 * SHARDS);
    PlantedShard one = PLANTED.get(0);
    assertThat(letter(one.shard, one.stranger, "", "").attempts()).isEqualTo(2);
  }

  @Test
  @Order(7)
  void replay_movesWhatWasMended() throws Exception {
    var mended = new LinkedHashSet<String>();
    for (PlantedShard one : PLANTED) {
      one.mend(rehearsal);
      for (Function<PlantedShard, Resident> user :
          List.<Function<PlantedShard, Resident>>of(
              PlantedShard::orphan,
              PlantedShard::parentless,
              PlantedShard::overLimit,
              PlantedShard::negativeRow,
              PlantedShard::hugeRow,
              PlantedShard::hugeCollection,
              PlantedShard::negativeCollection,
              PlantedShard::emptyState,
              PlantedShard::notHex)) {
        mended.add(user.apply(one).name());
      }
    }

    MigrateReport replay = migrate(Scope.ALL.withUsers(mended).retryingDead());

    assertThat(replay.balanced()).isTrue();
    assertThat(replay.users().copied()).isEqualTo(mended.size());
    assertThat(replay.rows().dead()).isEmpty();
    assertThat(letters())
        .extracting(DeadLetter::cause)
        .containsOnly(Cause.NO_ASSIGNMENT, Cause.TARGET_NOT_EMPTY)
        .hasSize(2 * SHARDS);
    assertThat(target.ids(PLANTED.get(0).orphan().key()))
        .contains(target.collectionId("named0").orElseThrow() + "/orphan000001");
    VerifyReport report = verify();
    assertThat(report.differences()).isEmpty();
    assertThat(report.unmovable()).isZero();
  }

  /** A repair once failed as a whole at a collection whose time the target cannot hold. */
  @Test
  @Order(8)
  void repair_mendsWhatCanBeHeld() throws Exception {
    PlantedShard one = PLANTED.get(0);
    Resident newName = one.zeroExpiry();
    Resident missing = one.hugeCollection();
    Resident missingNewName = one.negativeCollection();
    try (ShardEdit edit = ShardEdit.of(rehearsal, one.shard)) {
      edit.name(6_000, "brandnew");
      for (Resident user : List.of(newName, missingNewName)) {
        edit.addCollection(user.uid(), 6_000, 1_700_000_000_000L);
        edit.addRecord(user.uid(), 6_000, "brandnew0001", 1_700_000_000_000L);
      }
      one.setTime(edit, missing.uid(), PlantedShard.HUGE);
    }
    target.delete(missing.key());
    target.delete(missingNewName.key());

    VerifyReport repair = verify(new VerifySettings(true, 100, false));

    assertThat(repair.differences())
        .extracting(found -> found.uid() + " " + found.kind() + " " + found.repaired())
        .containsExactlyInAnyOrder(
            newName.uid() + " COLLECTION_MISSING true",
            newName.uid() + " ROW_MISSING true",
            missing.uid() + " USER_MISSING true",
            missingNewName.uid() + " USER_MISSING true");
    assertThat(target.ids(missing.key())).isNotEmpty().noneMatch(id -> id.startsWith("7/"));
    migrate(Scope.ALL);
    assertThat(verify().differences()).isEmpty();
  }

  private static MigrateReport first() {
    return firstReport.orElseThrow();
  }

  private static MigrateReport migrate(Scope scope) {
    return MigratePipeline.run(rehearsal.config(), scope, List.of(), new RunControl());
  }

  private static VerifyReport verify() {
    return verify(VerifySettings.DEFAULT);
  }

  private static VerifyReport verify(VerifySettings settings) {
    return VerifyPipeline.run(rehearsal.config(), Scope.ALL, settings, List.of(), new RunControl());
  }

  private static long bookmarks(Resident user) {
    try (ShardEdit edit = ShardEdit.of(rehearsal, user.shard())) {
      return edit.number(
          "SELECT COUNT(*) FROM %s WHERE {uid} = %d AND {collection} = 7"
              .formatted(edit.bso(user.uid()), user.uid()));
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<DeadLetter> letters() {
    return new Ledger(rehearsal.database()).deadLettersAfter(Optional.empty());
  }

  private static DeadLetter letter(LoadedShard shard, long uid, String collection, String id) {
    return letters().stream()
        .filter(
            one ->
                Set.of(shard.name() + uid + collection + id)
                    .contains(one.shard() + one.uid() + one.collection() + one.id()))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no letter for " + uid + " " + collection + "/" + id));
  }
}
