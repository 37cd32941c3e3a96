package godwit.pipelines.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import godwit.model.UserKey;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.ledger.PartEntry.Stored;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerValuesTest {
  @Test
  void vector_survivesItsTextForm() {
    var vector =
        SourceVector.of(
            Map.of("bookmarks", 1L, "#4242", -10L, "qu\"ote\u00e9", Long.MAX_VALUE, "#0", 0L));
    assertThat(SourceVector.parse(vector.json())).isEqualTo(vector);
    assertThat(SourceVector.of(Map.of()).json()).isEqualTo("{}");
    assertThat(SourceVector.of(Map.of("b", 2L, "a", 1L)).json()).isEqualTo("{\"a\":1,\"b\":2}");
  }

  @Test
  void vector_isACopy() {
    var times = new HashMap<>(Map.of("a", 1L));
    SourceVector vector = SourceVector.of(times);
    times.put("b", 2L);
    assertThat(vector.times()).containsOnlyKeys("a");
  }

  @Test
  void vectorThatIsNoJson_isRefusedWithoutItsText() {
    assertThatIllegalStateException()
        .isThrownBy(() -> SourceVector.parse("secret{"))
        .withMessageNotContaining("secret");
  }

  @Test
  void counts_addUp() {
    var one = new RowCounts(1, 2, 3, 4, 5, 6, 7);
    assertThat(one.plus(RowCounts.NONE)).isEqualTo(one);
    assertThat(one.plus(one)).isEqualTo(new RowCounts(2, 4, 6, 8, 10, 12, 14));
    assertThat(one.filtered()).isEqualTo(15);
  }

  @Test
  void balance_takesEveryKindOnce() {
    assertThat(RowCounts.NONE.isBalanced()).isTrue();
    assertThat(new RowCounts(15, 1, 999, 2, 3, 4, 5).isBalanced()).isTrue();
    assertThat(new RowCounts(14, 1, 0, 2, 3, 4, 5).isBalanced()).isFalse();
    assertThat(new RowCounts(16, 1, 0, 2, 3, 4, 5).isBalanced()).isFalse();
  }

  @Test
  void storedParts_joinWithoutOrder() {
    var a = new Stored(7, 1, 10, 0b1100);
    var b = new Stored(7, 2, 20, 0b1010);
    assertThat(a.plus(b)).isEqualTo(new Stored(7, 3, 30, 0b0110)).isEqualTo(b.plus(a));
  }

  @Test
  void part_copiesItsMap() {
    var stored = new HashMap<>(Map.of(7, new Stored(1, 2, 3, 4)));
    var part =
        new PartEntry(
            new UserKey("a", "k"), 0, 2, SourceVector.of(Map.of()), RowCounts.NONE, stored);
    stored.clear();
    assertThat(part.collections()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(UserState.class)
  void onlyUsersOfTheSource_areCopied(UserState state) {
    boolean beyond =
        state == UserState.FROZEN || state == UserState.SWITCHED || state == UserState.COMPLETED;
    assertThat(state.mayBeCopied()).isEqualTo(!beyond);
    assertThat(state.isCopied())
        .isEqualTo(state == UserState.COPIED || state == UserState.VERIFIED);
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCause_hasARemedy(Cause cause) {
    assertThat(cause.remedy()).isNotBlank().doesNotEndWith(".");
  }
}
