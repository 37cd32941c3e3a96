package godwit.pipelines.quota;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.pipelines.io.StorePlace;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.policy.TrimRule;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.Stopped;
import godwit.sweep.Patience;
import godwit.sweep.SweepRow;
import godwit.testdata.Draws;
import godwit.testdata.record.ClientFamily;
import godwit.testdata.record.PayloadShapes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One user whose client writes while the enforcement looks. */
class UserEnforcementTest {
  private static final int HISTORY = 4;
  private static final int BOOKMARKS = 7;
  private static final long DAY = 86_400_000_000L;
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final OneUserStore user = new OneUserStore();

  private Outcome enforce(long limit, EnforcePlan plan, boolean execute) {
    var place =
        new StorePlace(
            "a",
            true,
            false,
            Map.of(
                HISTORY,
                new CollectionName("history"),
                BOOKMARKS,
                new CollectionName("bookmarks")));
    var control = new RunControl();
    var writes = new StoreWrites(control, Patience.NONE, () -> {});
    var at = new EnforcedStore(user.store(), place, control, writes, null);
    QuotaSettings settings =
        QuotaSettings.enforce(new QuotaRule(limit), plan, TombstonePolicy.DEFAULT, NOW, execute);
    return new UserEnforcement(at, settings, user.owner()).run();
  }

  private static EnforcePlan trimsOnly() {
    return new EnforcePlan(
            List.of(QuotaStep.TRIMS),
            TrimRule.NONE,
            EnforcePlan.DEFAULT.load(),
            EnforcePlan.DEFAULT.manifest())
        .trimming(new TrimRule(Set.of("history")));
  }

  private static EnforcePlan allSteps() {
    return EnforcePlan.DEFAULT.trimming(new TrimRule(Set.of("history")));
  }

  /** One record a day, of a hundred bytes each. */
  private void tenDays() {
    for (int day = 1; day <= 10; day++) {
      user.put(HISTORY, "h" + day, day * DAY, 100);
    }
  }

  @Test
  void trims_takeTheOldestAndNoMoreThanItTakes() {
    tenDays();

    Outcome outcome = enforce(800, trimsOnly(), true);

    assertThat(user.rows.keySet())
        .containsExactly("4/h4", "4/h5", "4/h6", "4/h7", "4/h8", "4/h9", "4/h10");
    assertThat(outcome)
        .isEqualTo(
            new Outcome(1_000, 700, Map.of(QuotaStep.TRIMS, new Usage(3, 300)), false, false));
  }

  /** The deletions that a laptop in a drawer has not heard of are the oldest history of all. */
  @Test
  void trims_neverTakeWhatMayBeATombstone() {
    tenDays();
    for (ClientFamily family : ClientFamily.values()) {
      String id = "tombstone" + family.name();
      user.put(
          HISTORY, id, DAY / 2, PayloadShapes.tombstone(family, "history", id, Draws.of(1, 1)));
    }
    long tombstones = user.bytes() - 1_000;

    for (EnforcePlan plan : List.of(trimsOnly(), allSteps())) {
      long excess = user.bytes() - tombstones - 200;
      enforce(user.bytes() - excess + 1, plan, true);
      assertThat(user.bytes()).isGreaterThan(tombstones);
    }

    assertThat(user.rows.keySet().stream().filter(key -> key.contains("tombstone")))
        .hasSize(ClientFamily.values().length);
  }

  @Test
  void recordsThatOthersHold_stayAndEndNothing() {
    tenDays();
    user.hold();

    Outcome outcome = enforce(800, trimsOnly(), true);

    assertThat(user.rows).hasSize(10);
    assertThat(outcome)
        .isEqualTo(new Outcome(1_000, 1_000, Map.of(QuotaStep.TRIMS, Usage.NONE), false, true));
  }

  @Test
  void countersThatOthersWriteTo_areLeftAndCounted() {
    user.put(HISTORY, "h", DAY, 100);
    var tally = new QuotaTally();
    var control = new RunControl();
    var writes = new StoreWrites(control, Patience.NONE, () -> {});

    new UserCounters(user.store(), control, writes, tally)
        .compare(user.owner(), "one", Map.of(HISTORY, new Usage(1, 100)));

    assertThat(tally.leftWrong).isEqualTo(1);
    assertThat(tally.righted).isZero();
  }

  @Test
  void runThatEndsWhileTheServerIsAway_tellsWhatIsGone() {
    tenDays();
    user.putExpired(HISTORY, "dead", 70);
    user.afterRead(() -> {});
    user.afterRead(
        () -> {
          throw new Stopped();
        });

    Outcome outcome = enforce(800, allSteps(), true);

    assertThat(user.rows).hasSize(10);
    assertThat(outcome.freed()).containsEntry(QuotaStep.EXPIRED, new Usage(1, 70));
    assertThat(outcome.after()).isEqualTo(1_000);
  }

  @Test
  void trims_ofRecordsRewrittenBetweenLooks_looksAgain() {
    tenDays();
    // The day that the first look finds is empty in the second: the record was visited again.
    user.afterRead(() -> user.put(HISTORY, "h3", 40 * DAY, 100));

    Outcome outcome = enforce(800, trimsOnly(), true);

    assertThat(user.rows.keySet()).hasSize(7).doesNotContain("4/h1", "4/h2", "4/h4");
    assertThat(outcome.after()).isEqualTo(700);
  }

  @Test
  void trims_ofAUserWhoNeverRests_takeNothing() {
    tenDays();
    for (int look = 0; look < 10; look++) {
      long today = (50 + look) * DAY;
      // After each search for the day, that day and all before it are written anew.
      user.afterRead(
          () ->
              user.rows.values().stream()
                  .sorted(Comparator.comparingLong(SweepRow::modifiedMicros))
                  .limit(3)
                  .toList()
                  .forEach(row -> user.put(HISTORY, row.id(), today, 100)));
      user.afterRead(() -> {});
    }

    Outcome outcome = enforce(800, trimsOnly(), true);

    assertThat(user.rows).hasSize(10);
    assertThat(outcome.unhelped()).isFalse();
    assertThat(outcome.after()).isEqualTo(1_000);
  }

  @Test
  void trims_thatCannotHelp_takeNothing() {
    tenDays();
    user.put(BOOKMARKS, "b", DAY, 5_000);

    Outcome outcome = enforce(800, trimsOnly(), true);

    assertThat(user.rows).hasSize(11);
    assertThat(outcome.unhelped()).isTrue();
    assertThat(outcome.freed()).containsEntry(QuotaStep.TRIMS, Usage.NONE);
  }

  @Test
  void userWhoDeletedMeanwhile_isMeasuredAnewBeforeTrims() {
    tenDays();
    user.put(BOOKMARKS, "b", DAY, 5_000);
    // The first read is that of the step before the trims: the client deletes the large record.
    user.afterRead(() -> user.rows.remove("7/b"));

    Outcome outcome = enforce(5_500, allSteps(), true);

    assertThat(user.rows).hasSize(10);
    assertThat(outcome.before()).isEqualTo(6_000);
    assertThat(outcome.after()).isEqualTo(1_000);
  }

  @Test
  void userBelowTheLimitByNow_isLeftAlone() {
    tenDays();

    Outcome outcome = enforce(1_001, trimsOnly(), true);

    assertThat(outcome.freed()).isEmpty();
    assertThat(user.bytes()).isEqualTo(1_000);
  }
}
