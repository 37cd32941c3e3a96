package godwit.sync.contract;

import static godwit.sync.SyncRefusal.Kind.BATCH_NOT_FOUND;
import static godwit.sync.contract.Changes.payload;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.SyncTimestamp;
import godwit.sync.BatchStore;
import godwit.sync.SyncUser;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which batches can be found, by whom, and how long. */
abstract class BatchIdContract extends ContractSuite {
  private void assertNotFound(String batch) {
    assertRefused(BATCH_NOT_FOUND, () -> staged(batch));
    assertRefused(BATCH_NOT_FOUND, () -> append(batch, payload("x", "1")));
    assertRefused(BATCH_NOT_FOUND, () -> append(batch));
    assertRefused(BATCH_NOT_FOUND, () -> commit(batch, payload("x", "1")));
    assertRefused(BATCH_NOT_FOUND, () -> commit(batch));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "true",
        "0",
        "-1",
        "1",
        "1900000000000",
        "99999999999999999999999999",
        "MTkwMDAwMDAwMDAwMA==",
        "AAAA",
        "====",
        "00000000-0000-0000-0000-000000000000",
        "00000000000000000000000000000000",
        "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
        "1' OR '1'='1",
        "%",
        "a\u0000b",
        "\u00e9\ud83d\ude00"
      })
  void batch_thatWasNeverMadeIsNotFoundHoweverItIsSpelled(String id) {
    open(payload("a", "1"));

    assertNotFound(id);
    assertThat(times()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "!!!",
        "-1",
        "99999999999999999999999999",
        "====",
        "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
        "a\u0000b",
        "\u00e9\ud83d\ude00"
      })
  void textThatNoServerGivesOut_isNoBatchId(String text) {
    assertThat(storage.isBatchId(text)).isFalse();
  }

  @Test
  void idOfABatch_isABatchIdBeforeAndAfterTheBatch() {
    String batch = open(payload("a", "1"));
    assertThat(storage.isBatchId(batch)).isTrue();
    commit(batch);

    assertThat(storage.isBatchId(batch)).isTrue();
  }

  @Test
  void batch_withAnEndlessIdIsNotFound() {
    assertNotFound("7".repeat(100_000));
  }

  @Test
  void batch_whoseIdIsLongerThanItsOwnIsNotFound() {
    String batch = open(payload("a", "1"));

    assertNotFound(batch + "0");
    assertNotFound(batch.substring(1));
    assertThat(staged(batch).rows()).isEqualTo(1);
  }

  @Test
  void batch_isNotFoundByAnotherUser() {
    String batch = open(payload("a", "1"));
    SyncUser owner = user;
    user = stage().newUser();
    assertNotFound(batch);
    assertThat(userTime()).isEqualTo(ZERO);
    user = owner;
    commit(batch);

    assertThat(ids()).containsExactly("a");
  }

  @Test
  void batch_isNotFoundInAnotherCollection() {
    String batch = open(payload("a", "1"));
    assertRefused(
        BATCH_NOT_FOUND, () -> write(HISTORY, writer -> writer.batches().commit(batch, List.of())));
    assertRefused(
        BATCH_NOT_FOUND, () -> write(HISTORY, writer -> writer.batches().append(batch, List.of())));
    assertRefused(
        BATCH_NOT_FOUND, () -> write(HISTORY, writer -> writer.batches().staged(batch, List.of())));
    assertThat(times()).isEmpty();
    commit(batch);

    assertThat(ids()).containsExactly("a");
  }

  @Test
  void batch_isNotFoundOnceItIsCommitted() {
    String batch = open(payload("a", "1"));
    SyncTimestamp now = commit(batch);

    assertNotFound(batch);
    assertThat(time()).isEqualTo(now);
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void batch_isOpenForTwoHours() {
    SyncTimestamp made = write(writer -> {});
    String batch = open(payload("a", "1"));
    clock.set(made.millis() + BatchStore.LIFETIME_MILLIS - 10);
    append(batch, payload("b", "2"));
    commit(batch);

    assertThat(ids()).containsExactly("b", "a");
  }

  @Test
  void batch_isNotFoundAfterTwoHours() {
    String batch = open(payload("a", "1"));
    clock.advance(BatchStore.LIFETIME_MILLIS + 100);

    assertNotFound(batch);
    assertThat(ids()).isEmpty();
    assertThat(times()).isEmpty();
  }

  @Test
  void batch_livesNoLongerForBeingAppendedTo() {
    String batch = open(payload("a", "1"));
    clock.advance(BatchStore.LIFETIME_MILLIS - 1_000);
    append(batch, payload("b", "2"));
    clock.advance(2_000);

    assertNotFound(batch);
  }

  @Test
  void batches_madeAtOnceHaveIdsOfTheirOwn() {
    Set<String> found = new HashSet<>();
    for (int i = 0; i < 7; i++) {
      found.add(open(payload("a" + i, "1")));
      String other =
          storage.writeCollection(
              user, HISTORY, writer -> writer.batches().create(List.of(payload("h", "1"))));
      found.add(other);
    }

    assertThat(found).hasSize(14);
    for (String batch : found) {
      assertThat(batch).matches("[!-~]{1,64}");
    }
  }

  @Test
  void batches_madeByTwoCollectionsOfOneUserKeepTheirRecords() {
    long moment = clock.millis();
    String one = open(payload("a", "bookmark"));
    clock.set(moment);
    String two =
        storage.writeCollection(
            user, HISTORY, writer -> writer.batches().create(List.of(payload("a", "history"))));
    commit(one);
    write(HISTORY, writer -> writer.batches().commit(two, List.of()));

    assertThat(textOf("a")).contains("bookmark");
    String visit =
        storage.readCollection(user, HISTORY, reader -> reader.bso("a").orElseThrow().payload());
    assertThat(visit).isEqualTo("history");
  }
}
