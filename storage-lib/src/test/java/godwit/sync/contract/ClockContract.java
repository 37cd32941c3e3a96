package godwit.sync.contract;

import static godwit.sync.SyncRefusal.Kind.CONFLICT;
import static godwit.sync.contract.Changes.payload;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.sync.CollectionReader;
import godwit.sync.CollectionWriter;
import godwit.sync.ManualClock;
import godwit.sync.SyncStorage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rising times, whatever the servers' clocks say. */
abstract class ClockContract extends ContractSuite {
  private ManualClock otherClock;
  private SyncStorage other;

  @BeforeEach
  void openAnotherServer() {
    otherClock = new ManualClock(clock.millis());
    other = behind().open(otherClock);
  }

  @AfterEach
  void closeTheOtherServer() {
    other.close();
  }

  /** Writes through the other server, and returns the session's time. */
  private SyncTimestamp putByOther(CollectionName collection, String id) {
    return other.writeCollection(
        user,
        collection,
        writer -> {
          SyncTimestamp now = writer.now();
          assertThat(now).isGreaterThan(writer.modified());
          writer.put(List.of(payload(id, "other")));
          return now;
        });
  }

  @Test
  void now_isCutToTenMilliseconds() {
    clock.advance(19);
    SyncTimestamp written = put(payload("a", "1"));
    SyncTimestamp read = read(CollectionReader::now);

    assertThat(written.millis()).isEqualTo(clock.millis() / 10 * 10);
    assertThat(read).isEqualTo(written);
  }

  @Test
  void now_staysTheSameWithinASession() {
    write(
        writer -> {
          SyncTimestamp now = writer.now();
          clock.advance(50);
          assertThat(writer.now()).isEqualTo(now);
          writer.put(List.of(payload("a", "1")));
        });
    assertThat(bsoModified("a")).isEqualTo(time());
  }

  @Test
  void writes_withinOneMomentGetTimesOfTheirOwn() {
    long moment = clock.millis();
    SyncTimestamp first = put(payload("a", "1"));
    clock.set(moment);
    SyncTimestamp second = put(payload("b", "1"));

    assertThat(second.millis()).isEqualTo(first.millis() + 10);
  }

  @Test
  void writes_ofSeveralServersRise() {
    SyncTimestamp last = ZERO;
    for (int i = 0; i < 3; i++) {
      SyncTimestamp mine = put(payload("a", "1"));
      SyncTimestamp others = putByOther(BOOKMARKS, "b");
      assertThat(mine).isGreaterThan(last);
      assertThat(others).isGreaterThan(mine);
      last = others;
    }
  }

  @Test
  void clock_thatIsALittleBehindIsWaitedFor() {
    SyncTimestamp mine = put(payload("a", "1"));
    otherClock.set(mine.millis() - 400);

    assertThat(putByOther(BOOKMARKS, "b").millis()).isEqualTo(mine.millis() + 10);
    assertThat(otherClock.millis()).isEqualTo(mine.millis() + 10);
  }

  @Test
  void clock_thatIsFarBehindWritesNothing() {
    SyncTimestamp mine = put(payload("a", "1"));
    long early = mine.millis() - 3_600_000;
    otherClock.set(early);
    assertRefused(CONFLICT, () -> putByOther(BOOKMARKS, "b"));
    assertRefused(
        CONFLICT, () -> other.writeCollection(user, BOOKMARKS, CollectionWriter::deleteCollection));

    assertThat(time()).isEqualTo(mine);
    assertThat(ids()).containsExactly("a");
    assertThat(otherClock.millis()).isEqualTo(early);
  }

  @Test
  void clock_thatIsFarBehindReadsAllTheSame() {
    SyncTimestamp mine = put(payload("a", "1"));
    otherClock.set(mine.millis() - 3_600_000);
    SyncTimestamp seen = other.readCollection(user, BOOKMARKS, CollectionReader::modified);
    boolean found = other.readCollection(user, BOOKMARKS, r -> r.bso("a").isPresent());

    assertThat(seen).isEqualTo(mine);
    assertThat(found).isTrue();
  }

  @Test
  void clock_thatWasPutRightWritesAgain() {
    SyncTimestamp mine = put(payload("a", "1"));
    otherClock.set(mine.millis() - 3_600_000);
    assertRefused(CONFLICT, () -> putByOther(BOOKMARKS, "b"));
    otherClock.set(mine.millis() + 1_000);

    assertThat(putByOther(BOOKMARKS, "b").millis()).isEqualTo(mine.millis() + 1_000);
  }

  @Test
  void clock_thatGoesBackFarStopsTheWritersOfThatCollectionOnly() {
    SyncTimestamp first = putByOther(BOOKMARKS, "a");
    otherClock.advance(-3_600_000);
    assertRefused(CONFLICT, () -> putByOther(BOOKMARKS, "b"));
    SyncTimestamp early = putByOther(HISTORY, "h");

    assertThat(early).isLessThan(first);
    assertThat(userTime()).isEqualTo(first);
  }

  @Test
  void openBatch_needsALaterTimeToo() {
    SyncTimestamp mine = put(payload("a", "1"));
    String batch = open(payload("b", "1"));
    otherClock.set(mine.millis() - 3_600_000);

    assertRefused(
        CONFLICT,
        () -> other.writeCollection(user, BOOKMARKS, writer -> writer.batches().create(List.of())));
    commit(batch);
    assertThat(ids()).containsExactly("b", "a");
  }

  @Test
  void batch_ofOneServerIsCommittedByAnother() {
    String batch = open(payload("b", "1"));
    otherClock.set(clock.millis() + 1_000);
    other.writeCollection(
        user,
        BOOKMARKS,
        writer -> {
          writer.batches().commit(batch, List.of());
          return batch;
        });

    assertThat(ids()).containsExactly("b");
  }
}
