package godwit.pipelines.verify;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.storage.CollectionDigest;
import godwit.storage.TargetCollection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CounterRuleTest {
  private static final CollectionDigest STORED = stored(10, 1_000);

  private static CollectionDigest stored(long rows, long bytes) {
    return new CollectionDigest(rows, bytes, 0, 0);
  }

  private static List<String> wrong(Expired expired, @Nullable Long rows, @Nullable Long bytes) {
    return new CounterRule(expired).wrong(7, new TargetCollection(0, rows, bytes), STORED);
  }

  private static Expired seen(long rows, long bytes) {
    return new Expired(Map.of(7, stored(rows, bytes)), 0);
  }

  @Test
  void counters_areRightWhenTheySayWhatIsStored() {
    assertThat(wrong(Expired.NONE, 10L, 1_000L)).isEmpty();
    assertThat(wrong(seen(3, 300), 10L, 1_000L)).isEmpty();
  }

  @Test
  void missingCounters_areWrong() {
    assertThat(wrong(seen(3, 300), null, 1_000L)).containsExactly("count");
    assertThat(wrong(seen(3, 300), 10L, null)).containsExactly("total_bytes");
  }

  @Test
  void countersBelowWhatIsStored_areWrongWhateverHasExpired() {
    assertThat(wrong(seen(3, 300), 9L, 1_000L)).containsExactly("count");
    assertThat(wrong(seen(3, 300), 10L, 999L)).containsExactly("total_bytes");
  }

  @Test
  void countersAbove_areRightAsFarAsRowsHaveExpired() {
    assertThat(wrong(seen(3, 300), 13L, 1_300L)).isEmpty();
    assertThat(wrong(seen(3, 300), 11L, 1_080L)).isEmpty();
    assertThat(wrong(seen(3, 300), 14L, 1_300L)).containsExactly("count");
    assertThat(wrong(seen(3, 300), 13L, 1_301L)).containsExactly("total_bytes");
  }

  @Test
  void bytesWithoutARow_areNotExplainedByExpiry() {
    assertThat(wrong(seen(3, 300), 10L, 1_100L)).containsExactly("total_bytes");
  }

  @Test
  void rowsThatNoSideHasAnyLonger_excuseOneCollectionOnly() {
    var rule = new CounterRule(new Expired(Map.of(), 2));
    var above = new TargetCollection(0, 12L, 1_200L);
    assertThat(rule.wrong(7, above, STORED)).isEmpty();
    assertThat(rule.wrong(8, above, STORED)).containsExactly("count", "total_bytes");
  }

  @Test
  void rowsOfAnotherCollection_excuseNothing() {
    var other = new Expired(Map.of(4, stored(3, 300)), 0);
    assertThat(wrong(other, 11L, 1_000L)).containsExactly("count");
  }
}
