package godwit.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.SyncTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteTimeTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "9, 0", "10, 10", "1700000000129, 1700000000120"})
  void now_isCutToTenMilliseconds(long clock, long now) {
    assertThat(WriteTime.now(new ManualClock(clock))).isEqualTo(SyncTimestamp.ofMillis(now));
  }

  @ParameterizedTest
  @CsvSource({
    // clock, last change, the write's time, the clock afterwards
    "1000, 0, 1000, 1000",
    "1009, 990, 1000, 1009",
    "1009, 999, 1000, 1009",
    // The same ten milliseconds.
    "1000, 1000, 1010, 1010",
    "1009, 1000, 1010, 1010",
    "1009, 1005, 1010, 1010",
    // A clock that is a little behind.
    "1000, 1400, 1410, 1410",
    "1000, 1490, 1500, 1500",
    "1007, 1497, 1500, 1500"
  })
  void after_isLaterThanTheLastChangeAndWaitsForIt(
      long clock, long last, long time, long clockAfterwards) {
    var manual = new ManualClock(clock);

    assertThat(WriteTime.after(manual, SyncTimestamp.ofMillis(last)))
        .isEqualTo(SyncTimestamp.ofMillis(time));
    assertThat(manual.millis()).isEqualTo(clockAfterwards);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1500", "999, 1490", "1000, 3600000", "0, 253402300799999"})
  void after_refusesATimeTooFarAheadWithoutWaiting(long clock, long last) {
    var manual = new ManualClock(clock);

    assertThatThrownBy(() -> WriteTime.after(manual, SyncTimestamp.ofMillis(last)))
        .isInstanceOfSatisfying(
            SyncRefusal.class, e -> assertThat(e.kind()).isEqualTo(SyncRefusal.Kind.CONFLICT))
        .hasMessageContaining("ms ahead of this server's clock");
    assertThat(manual.millis()).isEqualTo(clock);
  }

  @Test
  void after_takesTheClocksTimeWhenTheWaitWasLongerThanNeeded() {
    var late =
        new SyncClock() {
          private long millis = 1_000;

          @Override
          public long millis() {
            return millis;
          }

          @Override
          public void awaitMillis(long due) {
            millis = due + 37;
          }
        };

    assertThat(WriteTime.after(late, SyncTimestamp.ofMillis(1_000)))
        .isEqualTo(SyncTimestamp.ofMillis(1_040));
  }

  @Test
  void after_isAConflictWhenTheClockIsSetBackMeanwhile() {
    var setBack =
        new SyncClock() {
          private long millis = 1_000_000;

          @Override
          public long millis() {
            return millis;
          }

          @Override
          public void awaitMillis(long due) {
            millis -= 600_000;
          }
        };

    assertThatThrownBy(() -> WriteTime.after(setBack, SyncTimestamp.ofMillis(1_000_000)))
        .isInstanceOfSatisfying(
            SyncRefusal.class, e -> assertThat(e.kind()).isEqualTo(SyncRefusal.Kind.CONFLICT))
        .hasMessageContaining("600010 ms ahead");
  }

  @Test
  void after_isAConflictWhenItsThreadIsInterrupted() {
    var interrupted =
        new SyncClock() {
          @Override
          public long millis() {
            return 1_000;
          }

          @Override
          public void awaitMillis(long due) throws InterruptedException {
            throw new InterruptedException();
          }
        };

    assertThatThrownBy(() -> WriteTime.after(interrupted, SyncTimestamp.ofMillis(1_000)))
        .isInstanceOfSatisfying(
            SyncRefusal.class, e -> assertThat(e.kind()).isEqualTo(SyncRefusal.Kind.CONFLICT));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void systemClock_hasArrivedWhenTheWaitIsOver() throws InterruptedException {
    SyncClock clock = SyncClock.system();
    long due = clock.millis() + 5;
    clock.awaitMillis(due);

    assertThat(clock.millis()).isGreaterThanOrEqualTo(due);
    clock.awaitMillis(0);
  }

  @Test
  @Timeout(30)
  void systemClock_doesNotWaitForATimeThatDoesNotCome() throws InterruptedException {
    new SystemSyncClock(() -> 1_000).awaitMillis(601_000);
  }
}
