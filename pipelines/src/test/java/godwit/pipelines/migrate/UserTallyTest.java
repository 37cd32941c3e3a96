package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import godwit.model.Bso;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.ledger.PartEntry.Stored;
import godwit.pipelines.ledger.RowCounts;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.storage.RowDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserTallyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final SourceVector VECTOR = SourceVector.of(Map.of("bookmarks", 5L));
  private static final UserEntry PLANNED =
      new UserEntry(
          new UserKey("a", "k"),
          UserState.PLANNED,
          "run",
          3,
          "shard0",
          12,
          new Usage(9, 99),
          null,
          RowCounts.NONE,
          null,
          null);

  private static UserTally tally() {
    var tally = new UserTally(PLANNED, VECTOR, NOW);
    tally.open(7, 5);
    return tally;
  }

  private static Bso bso(String id) {
    return new Bso(id, null, "four", SyncTimestamp.ofMillis(1), Expiry.PYTHON_NEVER);
  }

  @Test
  void eachFate_isCountedOnce() {
    UserTally tally = tally();
    tally.read(10);
    tally.written(7, bso("x"), 4);
    tally.written(7, bso("y"), 4);
    tally.expired();
    tally.unchanged(7, 3, 30);
    tally.dead("bookmarks", "z", 1, Cause.BAD_TIME, "why");
    tally.dead("#9", "", 3, Cause.ORPHAN_COLLECTION, "why");

    assertThat(tally.counts()).isEqualTo(new RowCounts(10, 2, 8, 1, 0, 3, 4));
    assertThat(tally.counts().isBalanced()).isTrue();
    long xor = RowDigest.of(bso("x")) ^ RowDigest.of(bso("y"));
    assertThat(tally.stored(7)).isEqualTo(new Stored(5, 5, 38, xor));
  }

  @Test
  void refusedRow_isTakenBack() {
    UserTally tally = tally();
    tally.read(1);
    tally.written(7, bso("x"), 4);
    tally.refused(7, "bookmarks", bso("x"), 4, "no");

    assertThat(tally.counts()).isEqualTo(new RowCounts(1, 0, 0, 0, 0, 0, 1));
    assertThat(tally.stored(7)).isEqualTo(new Stored(5, 0, 0, 0));
    assertThat(tally.takeLetters())
        .containsExactly(
            new DeadLetter(
                "run",
                "shard0",
                12,
                PLANNED.key(),
                "bookmarks",
                "x",
                1,
                Cause.REFUSED,
                "no",
                3,
                NOW));
  }

  @Test
  void letters_areTakenOnce() {
    UserTally tally = tally();
    tally.dead("bookmarks", "x", 1, Cause.OVERSIZE, "why");
    assertThat(tally.lettersWaiting()).isEqualTo(1);
    assertThat(tally.takeLetters()).hasSize(1);
    assertThat(tally.lettersWaiting()).isZero();
    assertThat(tally.takeLetters()).isEmpty();
  }

  @Test
  void digest_isKnownOnlyIfEveryRowWasRead() {
    UserTally tally = tally();
    tally.written(7, bso("x"), 4);
    UserEntry copied = tally.copied();
    assertThat(copied.state()).isEqualTo(UserState.COPIED);
    assertThat(copied.vector()).isEqualTo(VECTOR);
    assertThat(copied.attempt()).isEqualTo(3);
    assertThat(copied.digest()).matches("[0-9a-f]{16}");
    tally.unchanged(7, 1, 4);
    assertThat(tally.copied().digest()).isNull();
  }

  @Test
  void digest_dependsOnCollectionsAndNotOnTheirOrder() {
    var one = Map.of(7, new Stored(1, 2, 3, 4), 8, new Stored(1, 0, 0, 0));
    assertThat(UserTally.digest(one)).isEqualTo(UserTally.digest(new java.util.TreeMap<>(one)));
    assertThat(UserTally.digest(Map.of(7, new Stored(1, 2, 3, 4))))
        .isNotEqualTo(UserTally.digest(one));
    assertThat(UserTally.digest(Map.of(7, new Stored(1, 2, 3, 5))))
        .isNotEqualTo(UserTally.digest(Map.of(7, new Stored(1, 2, 3, 4))));
  }

  @Test
  void rowsOfAnUnknownCollection_areRefused() {
    assertThatIllegalStateException().isThrownBy(() -> tally().written(8, bso("x"), 4));
  }

  @Test
  void miscount_isRefusedEitherWay() {
    Map<Integer, Long> counted = Map.of(7, 2L, 9, 1L);
    Miscount.check(PLANNED.key(), counted, new RowCounts(3, 1, 0, 1, 0, 0, 1));
    for (RowCounts wrong :
        List.of(new RowCounts(2, 2, 0, 0, 0, 0, 0), new RowCounts(3, 2, 0, 0, 0, 0, 0))) {
      assertThatExceptionOfType(Miscount.class)
          .isThrownBy(() -> Miscount.check(PLANNED.key(), counted, wrong))
          .withMessageContaining("counts 3 rows");
    }
  }
}
