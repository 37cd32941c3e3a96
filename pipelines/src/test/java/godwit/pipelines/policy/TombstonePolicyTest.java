package godwit.pipelines.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.pipelines.policy.TombstonePolicy.Candidate;
import godwit.testdata.Draws;
import godwit.testdata.record.ClientFamily;
import godwit.testdata.record.PayloadShapes;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TombstonePolicyTest {
  private static final long DAY = 86_400_000_000L;
  private static final long NOW = 20_000 * DAY;
  private static final DeviceSigns SEEN = new DeviceSigns(NOW - DAY);
  private static final String ID = "abcdefabcdef";

  private static PurgeReason judge(TombstonePolicy policy, String collection, long age) {
    String payload =
        PayloadShapes.tombstone(ClientFamily.DESKTOP, collection, ID, Draws.of(1, age));
    return policy.judge(new Candidate(collection, ID, payload, NOW - age * DAY), SEEN, NOW);
  }

  @Test
  void judge_purgesFromTheAllowedCollectionsOnly() {
    Set<String> certain = new HashSet<>(TombstonePolicy.ALLOWED);
    certain.remove("addresses");
    for (String collection : certain) {
      assertThat(judge(TombstonePolicy.DEFAULT, collection, 200))
          .as(collection)
          .isEqualTo(PurgeReason.STALE_TOMBSTONE);
      assertThat(judge(TombstonePolicy.DEFAULT, collection, 100)).isEqualTo(PurgeReason.TOO_YOUNG);
    }
    assertThat(judge(TombstonePolicy.DEFAULT, "addresses", 200))
        .isEqualTo(PurgeReason.LENGTH_AMBIGUOUS);
    assertThat(judge(TombstonePolicy.DEFAULT, "forms", 200)).isEqualTo(PurgeReason.NOT_ASKED_FOR);
    assertThat(judge(TombstonePolicy.DEFAULT, "readinglist", 200))
        .isEqualTo(PurgeReason.NOT_ASKED_FOR);
  }

  @Test
  void judge_takesOthersOnlyByName() {
    var policy = new TombstonePolicy(Set.of("forms", "readinglist"), StalenessRule.DEFAULT);

    assertThat(judge(policy, "forms", 200)).isEqualTo(PurgeReason.LENGTH_AMBIGUOUS);
    assertThat(judge(policy, "readinglist", 200)).isEqualTo(PurgeReason.STALE_TOMBSTONE);
    assertThat(judge(policy, "history", 200)).isEqualTo(PurgeReason.NOT_ASKED_FOR);
  }

  @Test
  void never_cannotEvenBeAskedFor() {
    for (String name : TombstonePolicy.NEVER) {
      assertThat(judge(TombstonePolicy.DEFAULT, name, 9_000)).isEqualTo(PurgeReason.NEVER_TOUCHED);
      assertThatThrownBy(() -> new TombstonePolicy(Set.of("history", name), StalenessRule.DEFAULT))
          .hasMessage(
              "collection '" + name + "' is never touched by a purge of tombstones; leave it out");
    }
  }

  @Test
  void reasons_haveTextsOfTheirOwn() {
    assertThat(java.util.Arrays.stream(PurgeReason.values()).map(PurgeReason::text))
        .doesNotHaveDuplicates()
        .allSatisfy(text -> assertThat(text).isNotBlank());
  }
}
