package godwit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BsoChangeTest {
  /** All eight combinations of given and absent fields. */
  private static List<BsoChange> combinations(int sortIndex, String payload, long ttlSeconds) {
    List<BsoChange> all = new ArrayList<>();
    for (int bits = 0; bits < 8; bits++) {
      all.add(
          new BsoChange(
              "a",
              (bits & 1) == 0 ? null : sortIndex,
              (bits & 2) == 0 ? null : payload,
              (bits & 4) == 0 ? null : ttlSeconds));
    }
    return all;
  }

  @Test
  void over_takesEachFieldFromTheLaterChangeThatGaveIt() {
    for (BsoChange earlier : combinations(1, "earlier", 60)) {
      for (BsoChange later : combinations(2, "later", 70)) {
        BsoChange both = later.over(earlier);
        assertThat(both.id()).isEqualTo("a");
        assertThat(both.sortIndex()).isEqualTo(either(later.sortIndex(), earlier.sortIndex()));
        assertThat(both.payload()).isEqualTo(either(later.payload(), earlier.payload()));
        assertThat(both.ttlSeconds()).isEqualTo(either(later.ttlSeconds(), earlier.ttlSeconds()));
      }
    }
  }

  private static <T> @Nullable T either(@Nullable T later, @Nullable T earlier) {
    return later != null ? later : earlier;
  }

  @Test
  void over_takesFieldsThatAreGivenAsNothing() {
    BsoChange both = new BsoChange("a", 0, "", 0L).over(new BsoChange("a", 7, "earlier", 60L));

    assertThat(both).isEqualTo(new BsoChange("a", 0, "", 0L));
  }

  @Test
  void over_isTheSameHoweverChangesAreGrouped() {
    for (BsoChange first : combinations(1, "first", 60)) {
      for (BsoChange second : combinations(2, "second", 70)) {
        for (BsoChange third : combinations(3, "third", 80)) {
          assertThat(third.over(second).over(first)).isEqualTo(third.over(second.over(first)));
        }
      }
    }
  }

  @Test
  void movesTime_unlessTheTtlAloneIsGiven() {
    assertThat(new BsoChange("a", null, null, null).movesTime()).isFalse();
    assertThat(new BsoChange("a", null, null, 60L).movesTime()).isFalse();
    assertThat(new BsoChange("a", 0, null, null).movesTime()).isTrue();
    assertThat(new BsoChange("a", null, "", null).movesTime()).isTrue();
    assertThat(new BsoChange("a", 1, "x", 60L).movesTime()).isTrue();
  }

  @Test
  void payloadBytes_areThoseOfUtf8() {
    assertThat(new BsoChange("a", null, null, null).payloadBytes()).isZero();
    assertThat(new BsoChange("a", null, "", null).payloadBytes()).isZero();
    assertThat(new BsoChange("a", null, "abc", null).payloadBytes()).isEqualTo(3);
    assertThat(new BsoChange("a", null, "\u00e9\u20ac\ud83d\ude00", null).payloadBytes())
        .isEqualTo(9);
  }

  @Test
  void toString_hidesThePayload() {
    assertThat(new BsoChange("a", 1, "secret", 60L).toString()).doesNotContain("secret");
  }
}
