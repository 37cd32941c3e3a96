package godwit.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.SyncTimestamp;
import godwit.model.UserKey;
import godwit.pipelines.deadletter.Cause;
import godwit.storage.SourceRow;
import godwit.storage.spanner.SpannerLimits;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowRuleTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final RowRule RULE = new RowRule(new UserKey("a", "k"), NOW);
  private static final long LATER = NOW.toEpochMilli() + 1;

  private static SourceRow row(String payload, long modified, long expiry) {
    return new SourceRow(9, "id", null, payload, modified, expiry);
  }

  @Test
  void goodRow_isWrittenAsItIs() {
    RowVerdict verdict = RULE.judge(row("p", 10, LATER), 107);
    assertThat(verdict.kind()).isEqualTo(RowVerdict.Kind.WRITE);
    assertThat(verdict.bso()).isEqualTo(row("p", 10, LATER).toBso());
    assertThat(verdict.cause()).isNull();
  }

  @Test
  void expiry_isReachedAtItsMoment() {
    assertThat(RULE.judge(row("p", 10, NOW.toEpochMilli()), 7)).isEqualTo(RowVerdict.EXPIRED);
    assertThat(RULE.judge(row("p", 10, 0), 7)).isEqualTo(RowVerdict.EXPIRED);
    assertThat(RULE.judge(row("p", 10, Long.MIN_VALUE), 7)).isEqualTo(RowVerdict.EXPIRED);
  }

  @Test
  void whatNobodySees_isNotDead() {
    assertThat(RULE.judge(row("p", -1, 0), 7)).isEqualTo(RowVerdict.EXPIRED);
    String huge = "x".repeat(SpannerLimits.MAX_CELL_CHARACTERS + 1);
    assertThat(RULE.judge(row(huge, 1, 0), 7)).isEqualTo(RowVerdict.EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -10, Long.MIN_VALUE, SyncTimestamp.MAX_MILLIS + 1, Long.MAX_VALUE})
  void timesOutOfRange_areDead(long modified) {
    RowVerdict verdict = RULE.judge(row("secret", modified, LATER), 7);
    assertThat(verdict.cause()).isEqualTo(Cause.BAD_TIME);
    assertThat(verdict.bso()).isNull();
    assertThat(verdict.detail()).contains(Long.toString(modified)).doesNotContain("secret");
  }

  @Test
  void expiryOutOfRange_isDead() {
    RowVerdict verdict = RULE.judge(row("secret", 1, Long.MAX_VALUE), 7);
    assertThat(verdict.cause()).isEqualTo(Cause.BAD_TIME);
    assertThat(verdict.detail()).contains("expiry");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, SyncTimestamp.MAX_MILLIS})
  void timesAtTheEnds_areWritten(long modified) {
    assertThat(RULE.judge(row("p", modified, SyncTimestamp.MAX_MILLIS), 7).kind())
        .isEqualTo(RowVerdict.Kind.WRITE);
  }

  @Test
  void payload_isMeasuredInCharacters() {
    String most = "\u00e9".repeat(SpannerLimits.MAX_CELL_CHARACTERS);
    assertThat(RULE.judge(row(most, 1, LATER), 7).kind()).isEqualTo(RowVerdict.Kind.WRITE);
    RowVerdict verdict = RULE.judge(row(most + "x", 1, LATER), 7);
    assertThat(verdict.cause()).isEqualTo(Cause.OVERSIZE);
    assertThat(verdict.detail()).hasSizeLessThan(200).contains("2621441");
  }

  @Test
  void loneSurrogate_isDead() {
    assertThat(RULE.judge(row("x\ud800y", 1, LATER), 7).cause()).isEqualTo(Cause.OVERSIZE);
  }
}
