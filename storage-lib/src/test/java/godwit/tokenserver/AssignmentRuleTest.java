package godwit.tokenserver;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.UserKey;
import godwit.tokenserver.Assignment.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssignmentRuleTest {
  private static final long NODE = 800;
  private static final String STATE = "0123456789abcdef0123456789abcdef";
  private static final AssignmentRow ROW =
      new AssignmentRow(
          7, "abc@example.org", 1_500_000_000_000L, STATE, 1_000, null, NODE, 1_588_607_000_123L);

  private static AssignmentRow keys(@Nullable Long keysChangedAt) {
    return new AssignmentRow(
        7, ROW.email(), ROW.generation(), STATE, 1_000, null, NODE, keysChangedAt);
  }

  private static AssignmentRow other(long uid, long generation, long createdAt) {
    return new AssignmentRow(
        uid, ROW.email(), generation, STATE, createdAt, null, NODE, ROW.keysChangedAt());
  }

  private static AssignmentRow identity(String email, String clientState) {
    return new AssignmentRow(7, email, 1, clientState, 1_000, null, NODE, 5L);
  }

  private static Assignment judge(AssignmentRow... rows) {
    return AssignmentRule.judge(7, NODE, List.of(rows));
  }

  @Test
  void current_hasTheKeyThatTheServerSends() {
    assertThat(judge(ROW))
        .isEqualTo(
            new Assignment(
                7,
                Kind.CURRENT,
                new UserKey("abc", "1588607000123-ASNFZ4mrze8BI0VniavN7w"),
                false,
                true,
                "the person is sent here"));
  }

  @Test
  void kid_takesKeysChangedAtEvenIfZero_andTheGenerationOnlyForNull() {
    assertThat(judge(keys(0L)).key())
        .isEqualTo(new UserKey("abc", "0000000000000-ASNFZ4mrze8BI0VniavN7w"));
    assertThat(judge(keys(null)).key())
        .isEqualTo(new UserKey("abc", "1500000000000-ASNFZ4mrze8BI0VniavN7w"));
  }

  @Test
  void kidMayChange_whileTheTimeWasNeverReported() {
    assertThat(judge(keys(0L)).kidMayChange()).isTrue();
    assertThat(judge(keys(null)).kidMayChange()).isTrue();
    assertThat(judge(keys(1L)).kidMayChange()).isFalse();
  }

  @Test
  void noRow_forAnUnknownUid() {
    assertThat(judge().kind()).isEqualTo(Kind.NO_ROW);
    assertThat(judge(other(8, 1, 1)).kind()).isEqualTo(Kind.NO_ROW);
  }

  @Test
  void otherNode_isToldWithItsId() {
    Assignment assignment = AssignmentRule.judge(7, 801, List.of(ROW));
    assertThat(assignment.kind()).isEqualTo(Kind.OTHER_NODE);
    assertThat(assignment.detail()).contains("800");
  }

  @Test
  void retired_comesBeforeReplaced() {
    AssignmentRow retired =
        new AssignmentRow(7, ROW.email(), Long.MAX_VALUE, STATE, 1, 2L, NODE, 5L);
    assertThat(judge(retired).kind()).isEqualTo(Kind.RETIRED);
  }

  @Test
  void replaced_tellsWhetherTheLiveRowHasTheSameKid() {
    AssignmentRow replaced =
        new AssignmentRow(7, ROW.email(), 1, STATE, 1, 2L, NODE, ROW.keysChangedAt());
    assertThat(judge(replaced, other(8, 1, 3)))
        .returns(Kind.REPLACED, Assignment::kind)
        .returns(true, Assignment::sharesKidWithCurrent);
    assertThat(judge(replaced).key()).isNotNull();
  }

  @Test
  void superseded_byGenerationThenCreationThenUid() {
    long generation = ROW.generation();
    assertThat(judge(ROW, other(5, generation + 1, 1)).kind()).isEqualTo(Kind.SUPERSEDED);
    assertThat(judge(ROW, other(9, generation - 1, 2_000)).kind()).isEqualTo(Kind.CURRENT);
    assertThat(judge(ROW, other(5, generation, 1_001)).kind()).isEqualTo(Kind.SUPERSEDED);
    assertThat(judge(ROW, other(9, generation, 999)).kind()).isEqualTo(Kind.CURRENT);
    assertThat(judge(ROW, other(8, generation, 1_000)).kind()).isEqualTo(Kind.SUPERSEDED);
    assertThat(judge(ROW, other(6, generation, 1_000)).kind()).isEqualTo(Kind.CURRENT);
  }

  @Test
  void superseded_saysByWhomAndWithWhichKey() {
    assertThat(judge(ROW, other(8, ROW.generation(), 1_000)))
        .returns(true, Assignment::sharesKidWithCurrent)
        .returns("uid 8 is the person's current row, with the same key", Assignment::detail);
    AssignmentRow otherKey =
        new AssignmentRow(8, ROW.email(), ROW.generation(), "ff", 2_000, null, NODE, 5L);
    assertThat(judge(ROW, otherKey))
        .returns(false, Assignment::sharesKidWithCurrent)
        .returns("uid 8 is the person's current row, with another key", Assignment::detail);
  }

  @Test
  void current_isSoughtAmongTheTwentyNewestRowsOnly() {
    List<AssignmentRow> rows = new ArrayList<>(List.of(ROW));
    for (int i = 0; i < 19; i++) {
      rows.add(other(100 + i, 1, 900));
    }
    AssignmentRow oldButHigh = other(3, ROW.generation() + 1, 800);
    rows.add(oldButHigh);
    assertThat(AssignmentRule.judge(7, NODE, rows).kind()).isEqualTo(Kind.CURRENT);
    rows.remove(5);
    assertThat(AssignmentRule.judge(7, NODE, rows).kind()).isEqualTo(Kind.SUPERSEDED);
  }

  @Test
  void badEmail_andBadClientState_haveNoKey() {
    for (String email : List.of("", "@example.org", "abc")) {
      assertThat(judge(identity(email, STATE)))
          .returns(Kind.BAD_EMAIL, Assignment::kind)
          .returns(null, Assignment::key);
    }
    for (String state : List.of("", "abc", "zz")) {
      assertThat(judge(identity("abc@x", state)))
          .returns(Kind.BAD_CLIENT_STATE, Assignment::kind)
          .returns(null, Assignment::key)
          .returns(false, Assignment::sharesKidWithCurrent);
    }
    assertThat(judge(identity("abc@x", "")).detail()).contains("empty");
    assertThat(judge(identity("abc@x", "zz")).detail()).contains("not hex");
    assertThat(judge(keys(-5L)).detail()).contains("negative: -5");
  }
}
