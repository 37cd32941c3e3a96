package godwit.pipelines.verify;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.ledger.Difference.Kind;
import godwit.pipelines.verify.RowComparison.RowDifference;
import godwit.storage.RowFingerprint;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowComparisonTest {
  private static final Instant LIVE_AT = Instant.ofEpochMilli(1_000);
  private static final RowFingerprint ROW = new RowFingerprint("id", 5, 10, 2_000_000, "aa");

  private static List<RowDifference> compare(
      List<RowFingerprint> source, List<RowFingerprint> target) {
    return new RowComparison(LIVE_AT).compare(source, target);
  }

  private static RowDifference column(String name) {
    return new RowDifference("id", Kind.ROW_DIFFERENT, name);
  }

  @Test
  void equalRows_areNoDifference() {
    assertThat(compare(List.of(ROW), List.of(ROW))).isEmpty();
    assertThat(compare(List.of(), List.of())).isEmpty();
  }

  @Test
  void rowOfOneSide_isNamed() {
    assertThat(compare(List.of(ROW), List.of()))
        .containsExactly(new RowDifference("id", Kind.ROW_MISSING, ""));
    assertThat(compare(List.of(), List.of(ROW)))
        .containsExactly(new RowDifference("id", Kind.ROW_UNEXPECTED, ""));
  }

  @Test
  void eachColumn_isNamed() {
    assertThat(compare(List.of(ROW), List.of(new RowFingerprint("id", 6, 10, 2_000_000, "aa"))))
        .containsExactly(column("sortindex"));
    assertThat(compare(List.of(ROW), List.of(new RowFingerprint("id", null, 10, 2_000_000, "aa"))))
        .containsExactly(column("sortindex"));
    assertThat(compare(List.of(ROW), List.of(new RowFingerprint("id", 5, 11, 2_000_000, "aa"))))
        .containsExactly(column("modified"));
    assertThat(compare(List.of(ROW), List.of(new RowFingerprint("id", 5, 10, 2_000_001, "aa"))))
        .containsExactly(column("expiry"));
    assertThat(compare(List.of(ROW), List.of(new RowFingerprint("id", 5, 10, 2_000_000, "ab"))))
        .containsExactly(column("payload"));
    assertThat(compare(List.of(ROW), List.of(new RowFingerprint("id", 1, 1, 1_000_001, "zz"))))
        .hasSize(4);
  }

  @Test
  void expiredRows_doNotCount() {
    var expired = new RowFingerprint("id", 5, 10, 1_000_000, "aa");
    assertThat(compare(List.of(expired), List.of())).isEmpty();
    assertThat(compare(List.of(), List.of(expired))).isEmpty();
    assertThat(compare(List.of(expired), List.of(new RowFingerprint("id", 1, 1, 1, "b"))))
        .isEmpty();
  }

  @Test
  void rowExpiredOnOneSide_differs() {
    var expired = new RowFingerprint("id", 5, 10, 1_000_000, "aa");
    assertThat(compare(List.of(ROW), List.of(expired))).containsExactly(column("expiry"));
    assertThat(compare(List.of(expired), List.of(ROW))).containsExactly(column("expiry"));
  }

  @Test
  void idsInOtherCase_areOtherRows() {
    var upper = new RowFingerprint("ID", 5, 10, 2_000_000, "aa");
    assertThat(compare(List.of(ROW), List.of(upper)))
        .containsExactly(
            new RowDifference("ID", Kind.ROW_UNEXPECTED, ""),
            new RowDifference("id", Kind.ROW_MISSING, ""));
  }
}
