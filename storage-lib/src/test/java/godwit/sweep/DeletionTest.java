package godwit.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.sweep.Deletion.Kept;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeletionTest {
  /** The first try did it, and its answer was lost: the second finds nothing left to delete. */
  @Test
  void after_saysOfRowsAnEarlierTryMayHaveDeletedThatNobodySawIt() {
    var second =
        new Deletion(Set.of("c"), Map.of("a", Kept.GONE, "b", Kept.GONE, "d", Kept.CHANGED));

    assertThat(second.after(Set.of("a", "d")))
        .isEqualTo(
            new Deletion(
                Set.of("c"), Map.of("a", Kept.GONE_UNSEEN, "b", Kept.GONE, "d", Kept.CHANGED)));
  }
}
