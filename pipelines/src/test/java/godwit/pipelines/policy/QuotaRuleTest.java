package godwit.pipelines.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import godwit.pipelines.policy.QuotaRule.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaRuleTest {
  @ParameterizedTest
  @CsvSource({
    "0, WITHIN",
    "899, WITHIN",
    "900, NEAR",
    "999, NEAR",
    "1000, OVER",
    "1001, OVER",
    "9223372036854775807, OVER"
  })
  void user_isOverAtTheLimitItself(long bytes, Standing standing) {
    assertThat(new QuotaRule(1_000).judge(bytes)).isEqualTo(standing);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "999, 0", "1000, 1", "1500, 501"})
  void excess_bringsTheUserBelowTheLimit(long bytes, long excess) {
    var rule = new QuotaRule(1_000);

    assertThat(rule.excess(bytes)).isEqualTo(excess);
    assertThat(rule.judge(bytes - excess)).isNotEqualTo(Standing.OVER);
  }

  @Test
  void hugeLimit_doesNotOverflow() {
    assertThat(new QuotaRule(Long.MAX_VALUE).judge(Long.MAX_VALUE / 10)).isEqualTo(Standing.WITHIN);
  }

  @Test
  void standard_isTwiceAThousandMebibytes() {
    assertThat(QuotaRule.DEFAULT.limitBytes()).isEqualTo(2L * 1_000 * 1_024 * 1_024);
    assertThat(QuotaRule.DEFAULT_TEXT).isEqualTo(Long.toString(QuotaRule.DEFAULT_BYTES));
  }

  @Test
  void quotaBelowOne_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QuotaRule(0))
        .withMessageContaining("0");
  }
}
