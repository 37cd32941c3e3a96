package godwit.pipelines.policy;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.policy.RecordTombstone.Verdict;
import godwit.testdata.ClientIds;
import godwit.testdata.Draws;
import godwit.testdata.record.ClientFamily;
import godwit.testdata.record.PayloadShapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTombstoneTest {
  private static final int MOST_ID = 64;

  /** The lengths of payloads that migration facts give for known ids. */
  @ParameterizedTest
  @CsvSource({
    "history, 4, 32",
    "history, 7, 32",
    "history, 12, 48",
    "passwords, 38, 64",
    "addons, 24, 64",
    "bookmarks, 12, 48",
    "bookmarks, 12, 64",
    "bookmarks, 38, 80",
    "bookmarks, 64, 112",
    "creditcards, 12, 48",
    "addresses, 12, 32",
    "extension-storage, 12, 48",
    "forms, 12, 32"
  })
  void judge_knowsEveryWritersLength(String collection, int id, int ciphertext) {
    assertThat(RecordTombstone.judge(collection, id, ciphertext)).isEqualTo(Verdict.TOMBSTONE);
    assertThat(RecordTombstone.judge(collection, id, 32)).isEqualTo(Verdict.TOMBSTONE);
  }

  /** Smallest live records with ids of 12 characters, as ciphertext. */
  @ParameterizedTest
  @CsvSource({
    "bookmarks, 80",
    "passwords, 160",
    "history, 80",
    "addons, 128",
    "creditcards, 112",
    "extension-storage, 64"
  })
  void judge_neverTakesTheSmallestLiveRecord(String collection, int ciphertext) {
    assertThat(RecordTombstone.judge(collection, 12, ciphertext)).isEqualTo(Verdict.LIVE);
    assertThat(RecordTombstone.judge(collection, 12, ciphertext - 16))
        .isIn(Verdict.ODD, Verdict.TOMBSTONE);
  }

  @Test
  void judge_isUnsureWhereLiveRecordsAreAsShort() {
    assertThat(RecordTombstone.judge("forms", 12, 48)).isEqualTo(Verdict.AMBIGUOUS);
    assertThat(RecordTombstone.judge("forms", 12, 64)).isEqualTo(Verdict.LIVE);
    assertThat(RecordTombstone.judge("extension-storage", 24, 64)).isEqualTo(Verdict.AMBIGUOUS);
    assertThat(RecordTombstone.judge("history", 12, 64)).isEqualTo(Verdict.ODD);
    assertThat(RecordTombstone.judge("history", 12, 16)).isEqualTo(Verdict.ODD);
    assertThat(RecordTombstone.judge("readinglist", 12, 48)).isEqualTo(Verdict.TOMBSTONE);
    assertThat(RecordTombstone.judge("addresses", 12, 64)).isEqualTo(Verdict.LIVE);
    assertThat(RecordTombstone.judge("readinglist", 12, 64)).isEqualTo(Verdict.LIVE);
  }

  /** Whatever the id's length: a length that a live record can have is never a tombstone's. */
  @Test
  void judge_neverOverlapsWithLiveRecords() {
    for (String collection : TombstonePolicy.ALLOWED) {
      for (int id = 1; id <= MOST_ID; id++) {
        for (int blocks = 1; blocks < 200; blocks++) {
          if (RecordTombstone.judge(collection, id, 16 * blocks) == Verdict.TOMBSTONE) {
            assertThat(16 * blocks)
                .as("%s with an id of %d", collection, id)
                .isLessThan(RecordTombstone.blocks(smallest(collection) + id));
          }
        }
      }
    }
  }

  private static int smallest(String collection) {
    return switch (collection) {
      case "bookmarks", "history" -> 66 - 12;
      case "passwords" -> 175 - 38;
      case "addons" -> 126 - 12;
      case "addresses" -> 43 - 12;
      case "creditcards" -> 110 - 12;
      default -> 44 + 4 - 12;
    };
  }

  @Test
  void judge_recognisesTombstonesOfEveryFamily() {
    long seed = 7;
    for (int i = 0; i < 2_000; i++) {
      Draws draws = Draws.of(seed, i);
      for (ClientFamily family : ClientFamily.values()) {
        for (String collection : TombstonePolicy.ALLOWED) {
          boolean isBraced = i % 2 == 0 && collection.equals("passwords");
          String id = isBraced ? ClientIds.bracedUuid(draws) : ClientIds.guid(draws);
          String payload = PayloadShapes.tombstone(family, collection, id, draws);
          assertThat(RecordTombstone.judge(collection, id, payload))
              .as("%s %s %s, seed %d/%d", family, collection, id, seed, i)
              .isEqualTo(isDoubtful(collection, payload) ? Verdict.AMBIGUOUS : Verdict.TOMBSTONE);
        }
      }
    }
  }

  /** An address that holds its version alone is as long as a tombstone with its id. */
  private static boolean isDoubtful(String collection, String payload) {
    return collection.equals("addresses") && payload.length() > 180;
  }

  @Test
  void judge_isUnsureOfAddressesThatMayHoldAVersionAlone() {
    assertThat(RecordTombstone.judge("addresses", 12, 48)).isEqualTo(Verdict.AMBIGUOUS);
    assertThat(RecordTombstone.judge("addresses", 12, 32)).isEqualTo(Verdict.TOMBSTONE);
  }

  @Test
  void judge_takesNothingElseForATombstone() {
    Draws draws = Draws.of(3, 1);
    String tombstone =
        PayloadShapes.tombstone(ClientFamily.DESKTOP, "history", "abcdefabcdef", draws);

    assertThat(RecordTombstone.judge("history", "abcdefabcdef", tombstone))
        .isEqualTo(Verdict.TOMBSTONE);
    assertThat(RecordTombstone.judge("history", "abcdefabcdef", null)).isEqualTo(Verdict.LIVE);
    assertThat(RecordTombstone.judge("history", "abcdefabcdef", "")).isEqualTo(Verdict.LIVE);
    assertThat(RecordTombstone.judge("history", "abcdefabcdef", "{\"deleted\":true}"))
        .isEqualTo(Verdict.LIVE);
    assertThat(RecordTombstone.judge("history", "abcdefabcdef", tombstone + " ".repeat(500)))
        .isEqualTo(Verdict.LIVE);
  }

  @Test
  void largestPayload_boundsEveryFamily() {
    for (int i = 0; i < 500; i++) {
      Draws draws = Draws.of(11, i);
      String id = "x".repeat(1 + i % MOST_ID);
      for (ClientFamily family : ClientFamily.values()) {
        assertThat(PayloadShapes.tombstone(family, "bookmarks", id, draws).length())
            .isLessThanOrEqualTo(RecordTombstone.MAX_PAYLOAD_BYTES);
      }
    }
  }
}
