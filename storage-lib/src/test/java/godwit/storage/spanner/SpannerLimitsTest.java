package godwit.storage.spanner;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Bso;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.UserKey;
import godwit.storage.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpannerLimitsTest {
  private static final UserKey USER = new UserKey("aa", "0001-x");

  @Test
  void problem_takesTheBiggestCellAndNoBigger() {
    assertThat(SpannerLimits.problem(put("b", "x".repeat(2_621_440)))).isEmpty();
    assertThat(SpannerLimits.problem(put("b", "x".repeat(2_621_441))))
        .hasValueSatisfying(problem -> assertThat(problem).contains("2621441", "2621440"));
  }

  @Test
  void problem_countsCharactersNotCodeUnits() {
    assertThat(SpannerLimits.problem(put("b", "😀".repeat(2_621_440)))).isEmpty();
    assertThat(SpannerLimits.problem(put("b", "😀".repeat(2_621_441)))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\uD800", "\uDFFF", "a\uD83D", "\uDE00\uD83D", "\uD83D\uD83D\uDE00", "\uD83Dx"})
  void problem_findsLoneSurrogates(String text) {
    assertThat(SpannerLimits.problem(put("b", text)))
        .hasValue("the payload has an unpaired surrogate");
    assertThat(SpannerLimits.problem(put(text, "p"))).hasValue("the id has an unpaired surrogate");
    assertThat(SpannerLimits.problem(new Write.DeleteCollection(new UserKey(text, "k"), 7)))
        .isPresent();
    assertThat(SpannerLimits.problem(new Write.DeleteCollection(new UserKey("u", text), 7)))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "\u0000", "é", "日本", "😀", "\uFFFF", "\uE000"})
  void problem_takesAllOtherText(String text) {
    assertThat(SpannerLimits.problem(put("b" + text, text))).isEmpty();
  }

  @Test
  void problem_countsTheWholeKeyInBytes() {
    int left = SpannerLimits.MAX_KEY_BYTES - 2 - 6 - 8;
    assertThat(SpannerLimits.problem(put("x".repeat(left), ""))).isEmpty();
    assertThat(SpannerLimits.problem(put("x".repeat(left + 1), "")))
        .hasValue("the key has 8193 bytes; Spanner takes 8192");
    assertThat(SpannerLimits.problem(put("é".repeat(left / 2 + 1), ""))).isPresent();
    assertThat(SpannerLimits.problem(new Write.DeleteBso(USER, 7, "x".repeat(left + 1))))
        .isPresent();
  }

  @Test
  void problem_knowsTheFirstAndLastTime() {
    assertThat(SpannerLimits.problem(parent(SpannerLimits.MIN_MICROS))).isEmpty();
    assertThat(SpannerLimits.problem(parent(SpannerLimits.MAX_MICROS))).isEmpty();
    assertThat(SpannerLimits.problem(parent(SpannerLimits.MIN_MICROS - 1))).isPresent();
    assertThat(SpannerLimits.problem(parent(SpannerLimits.MAX_MICROS + 1))).isPresent();
  }

  @Test
  void problem_neverTellsThePayload() {
    String secret = "secret" + "x".repeat(2_621_440);
    assertThat(SpannerLimits.problem(put("b", secret)).orElseThrow()).doesNotContain("secret");
  }

  @Test
  void cost_countsOneMutationACell_andUtf8Bytes() {
    assertThat(SpannerLimits.cost(put("b", "é"))).isEqualTo(new SpannerLimits.Cost(9, 17 + 24 + 2));
    assertThat(SpannerLimits.cost(parent(0))).isEqualTo(new SpannerLimits.Cost(6, 16 + 24));
    assertThat(SpannerLimits.cost(new Write.DeleteBso(USER, 7, "b")))
        .isEqualTo(new SpannerLimits.Cost(1, 17));
    assertThat(SpannerLimits.cost(new Write.DeleteCollection(USER, 7)))
        .isEqualTo(new SpannerLimits.Cost(1, 16));
  }

  private static Write.PutCollection parent(long micros) {
    return new Write.PutCollection(USER, 7, micros, 0, 0);
  }

  private static Write.PutBso put(String id, String payload) {
    return new Write.PutBso(
        USER, 7, new Bso(id, null, payload, SyncTimestamp.ofMillis(0), Expiry.PYTHON_NEVER));
  }
}
