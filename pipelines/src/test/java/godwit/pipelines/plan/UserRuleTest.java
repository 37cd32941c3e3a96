package godwit.pipelines.plan;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.ledger.RowCounts;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.pipelines.plan.UserRule.Verdict;
import godwit.tokenserver.Assignment;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UserRuleTest {
  private static final SourceVector SAME = SourceVector.of(Map.of("bookmarks", 5L));
  private static final SourceVector NEWER = SourceVector.of(Map.of("bookmarks", 6L));

  private static UserEntry entry(UserState state, @Nullable SourceVector vector, long dead) {
    return new UserEntry(
        new UserKey("a", "k"),
        state,
        "run",
        1,
        "s",
        1,
        Usage.NONE,
        vector,
        new RowCounts(dead, 0, 0, 0, 0, 0, dead),
        null,
        null);
  }

  @ParameterizedTest
  @EnumSource(Assignment.Kind.class)
  void everyAssignment_hasItsVerdict(Assignment.Kind kind) {
    Verdict verdict = UserRule.byAssignment(new Assignment(1, kind, null, false, false, "detail"));
    Verdict expected =
        switch (kind) {
          case CURRENT -> Verdict.COPY;
          case NO_ROW -> Verdict.fail(Cause.NO_ASSIGNMENT);
          case BAD_EMAIL -> Verdict.fail(Cause.BAD_EMAIL);
          case BAD_CLIENT_STATE -> Verdict.fail(Cause.BAD_CLIENT_STATE);
          case OTHER_NODE -> Verdict.skip("other node");
          case RETIRED -> Verdict.skip("retired");
          case REPLACED -> Verdict.skip("replaced");
          case SUPERSEDED -> Verdict.skip("superseded");
        };
    assertThat(verdict).isEqualTo(expected);
    assertThat(verdict.cause() == null || verdict.cause().isAboutUser()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(UserState.class)
  void everyState_hasItsVerdict(UserState state) {
    Verdict unchanged = UserRule.byLedger(entry(state, SAME, 0), true, SAME, false);
    Verdict changed = UserRule.byLedger(entry(state, SAME, 0), true, NEWER, false);
    switch (state) {
      case COPIED, VERIFIED -> {
        assertThat(unchanged).isEqualTo(Verdict.skip("unchanged"));
        assertThat(changed).isEqualTo(Verdict.COPY);
      }
      case PLANNED, FAILED, ROLLED_BACK -> {
        assertThat(unchanged).isEqualTo(Verdict.COPY);
        assertThat(changed).isEqualTo(Verdict.COPY);
      }
      case FROZEN -> assertThat(changed).isEqualTo(Verdict.skip("frozen"));
      case SWITCHED -> assertThat(changed).isEqualTo(Verdict.skip("switched"));
      case COMPLETED -> assertThat(changed).isEqualTo(Verdict.skip("completed"));
    }
  }

  @Test
  void unknownUser_isCopiedUnlessSomebodyElseWroteHere() {
    assertThat(UserRule.byLedger(null, false, SAME, false)).isEqualTo(Verdict.COPY);
    assertThat(UserRule.byLedger(null, true, SAME, true))
        .isEqualTo(Verdict.fail(Cause.TARGET_NOT_EMPTY));
  }

  @Test
  void deadRows_areTriedAgainOnlyOnRequest() {
    assertThat(UserRule.byLedger(entry(UserState.COPIED, SAME, 1), true, SAME, false))
        .isEqualTo(Verdict.skip("unchanged"));
    assertThat(UserRule.byLedger(entry(UserState.VERIFIED, SAME, 1), true, SAME, true))
        .isEqualTo(Verdict.COPY);
    assertThat(UserRule.byLedger(entry(UserState.COPIED, SAME, 0), true, SAME, true))
        .isEqualTo(Verdict.skip("unchanged"));
    assertThat(UserRule.byLedger(entry(UserState.SWITCHED, SAME, 1), true, SAME, true))
        .isEqualTo(Verdict.skip("switched"));
  }

  @Test
  void collectionsThatCameOrWent_areChanges() {
    SourceVector more = SourceVector.of(Map.of("bookmarks", 5L, "tabs", 1L));
    assertThat(UserRule.byLedger(entry(UserState.COPIED, SAME, 0), true, more, false))
        .isEqualTo(Verdict.COPY);
    assertThat(UserRule.byLedger(entry(UserState.COPIED, more, 0), true, SAME, false))
        .isEqualTo(Verdict.COPY);
    assertThat(UserRule.byLedger(entry(UserState.COPIED, null, 0), true, SAME, false))
        .isEqualTo(Verdict.COPY);
  }
}
