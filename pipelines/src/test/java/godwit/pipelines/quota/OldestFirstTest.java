package godwit.pipelines.quota;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.quota.OldestFirst.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OldestFirstTest {
  private static final long DAY = 86_400_000_000L;
  private static final long SECOND = 1_000_000L;

  @Test
  void day_isTheOneInWhichTheSumIsReached() {
    OldestFirst days = OldestFirst.byDay();
    days.add(5 * DAY + 7, 100);
    days.add(2 * DAY, 10);
    days.add(3 * DAY, 20);

    assertThat(days.reach(10)).contains(new Slot(2 * DAY, 3 * DAY, 0));
    assertThat(days.reach(11)).contains(new Slot(3 * DAY, 4 * DAY, 10));
    assertThat(days.reach(130)).contains(new Slot(5 * DAY, 6 * DAY, 30));
  }

  @Test
  void moreThanThereIs_isNotReached() {
    OldestFirst days = OldestFirst.byDay();
    days.add(DAY, 10);

    assertThat(days.reach(11)).isEmpty();
  }

  @Test
  void second_isLookedForWithinItsDayOnly() {
    OldestFirst seconds = OldestFirst.bySecond(new Slot(DAY, 2 * DAY, 50));
    seconds.add(0, 1_000);
    seconds.add(DAY + 3 * SECOND, 7);
    seconds.add(2 * DAY, 1_000);

    assertThat(seconds.reach(57)).contains(new Slot(DAY + 3 * SECOND, DAY + 4 * SECOND, 50));
    assertThat(seconds.reach(58)).isEmpty();
  }

  @Test
  void timesBeforeTheEpoch_areTheOldest() {
    OldestFirst days = OldestFirst.byDay();
    days.add(DAY, 10);
    days.add(-1, 10);

    assertThat(days.reach(1)).contains(new Slot(-DAY, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void bothLooksTogether_leaveOutNothingOlder(long seed) {
    var random = new SplittableRandom(seed);
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      rows.add(new long[] {random.nextLong(20 * DAY), random.nextLong(1, 100)});
    }
    long wanted = random.nextLong(1, rows.stream().mapToLong(row -> row[1]).sum());

    OldestFirst days = OldestFirst.byDay();
    rows.forEach(row -> days.add(row[0], row[1]));
    OldestFirst seconds = OldestFirst.bySecond(days.reach(wanted).orElseThrow());
    rows.forEach(row -> seconds.add(row[0], row[1]));
    Optional<Slot> found = seconds.reach(wanted);

    Slot slot = found.orElseThrow();
    long older = rows.stream().filter(row -> row[0] < slot.from()).mapToLong(row -> row[1]).sum();
    long within = rows.stream().filter(row -> slot.contains(row[0])).mapToLong(row -> row[1]).sum();
    assertThat(slot.before()).as("seed %d", seed).isEqualTo(older).isLessThan(wanted);
    assertThat(older + within).as("seed %d", seed).isGreaterThanOrEqualTo(wanted);
  }
}
