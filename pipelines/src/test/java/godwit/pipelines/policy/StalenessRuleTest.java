package godwit.pipelines.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.SyncTimestamp;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StalenessRuleTest {
  private static final long DAY = 86_400_000_000L;
  private static final long NOW = 20_000 * DAY;
  private static final StalenessRule RULE = StalenessRule.DEFAULT;
  private static final StalenessRule LONGER =
      new StalenessRule(Duration.ofDays(180), Duration.ofDays(7), Duration.ofDays(360));

  private static DeviceSigns seen(long daysAgo) {
    return new DeviceSigns(NOW - daysAgo * DAY);
  }

  @Test
  void keeps_untilTheMinimumAge() {
    assertThat(RULE.keeps(NOW - 180 * DAY, seen(1), NOW)).isEmpty();
    assertThat(RULE.keeps(NOW - 180 * DAY + 1, seen(1), NOW)).hasValue(PurgeReason.TOO_YOUNG);
    assertThat(RULE.keeps(NOW + DAY, seen(1), NOW)).hasValue(PurgeReason.TOO_YOUNG);
  }

  @Test
  void keeps_untilEveryDeviceIsPastTheMargin() {
    assertThat(RULE.keeps(NOW - 200 * DAY - 1, seen(193), NOW)).isEmpty();
    assertThat(RULE.keeps(NOW - 190 * DAY, seen(185), NOW)).hasValue(PurgeReason.DEVICE_BEHIND);
  }

  /** Seen exactly a margin later, a device may have looked the moment before. */
  @Test
  void keeps_atTheVeryMargin() {
    assertThat(RULE.keeps(NOW - 200 * DAY, seen(193), NOW))
        .hasValue(PurgeReason.DEVICE_BEHIND_MONTHS);
  }

  @Test
  void keeps_tellsForHowLongTheDeviceWasNotSeen() {
    assertThat(RULE.keeps(NOW - 181 * DAY, seen(187), NOW))
        .hasValue(PurgeReason.DEVICE_BEHIND_MONTHS);
    assertThat(RULE.keeps(NOW - 181 * DAY, seen(364), NOW))
        .hasValue(PurgeReason.DEVICE_BEHIND_MONTHS);
    assertThat(RULE.keeps(NOW - 181 * DAY, seen(365), NOW))
        .hasValue(PurgeReason.DEVICE_BEHIND_YEARS);
  }

  /** A device of a time to come was once a sign of life that let everything go. */
  @Test
  void keeps_whatADeviceOfATimeToComeMayNotHaveSeen() {
    DeviceSigns broken = DeviceSigns.NONE.plus(NOW + 30 * DAY, NOW + 60 * DAY, NOW);

    assertThat(RULE.keeps(NOW - 400 * DAY, broken, NOW)).hasValue(PurgeReason.DEVICE_UNKNOWN);
    assertThat(RULE.keeps(Long.MIN_VALUE, broken, NOW)).isPresent();
  }

  @Test
  void signs_writtenSinceTheRunBeganCountAsNow() {
    assertThat(DeviceSigns.NONE.plus(NOW + DAY / 2, NOW + 60 * DAY, NOW))
        .isEqualTo(new DeviceSigns(NOW));
  }

  @Test
  void keeps_withoutDevicesUnlessALongerAgeIsSet() {
    assertThat(RULE.keeps(NOW - 9_000 * DAY, DeviceSigns.NONE, NOW))
        .hasValue(PurgeReason.NO_DEVICE);
    assertThat(LONGER.keeps(NOW - 360 * DAY + 1, DeviceSigns.NONE, NOW))
        .hasValue(PurgeReason.NO_DEVICE);
    assertThat(LONGER.keeps(NOW - 360 * DAY, DeviceSigns.NONE, NOW)).isEmpty();
  }

  @Test
  void keeps_survivesImpossibleTimes() {
    assertThat(RULE.keeps(Long.MAX_VALUE, seen(1), NOW)).hasValue(PurgeReason.BAD_TIME);
    assertThat(RULE.keeps(Long.MIN_VALUE, seen(1), NOW)).hasValue(PurgeReason.BAD_TIME);
  }

  /** Those below zero once counted as the oldest of all, and went. */
  @Test
  void keeps_whateverHasATimeThatNoServerGives() {
    long last = SyncTimestamp.MAX_MILLIS * 1_000 + 999;

    assertThat(RULE.keeps(-10_000, seen(1), NOW)).hasValue(PurgeReason.BAD_TIME);
    assertThat(RULE.keeps(0, seen(1), NOW)).hasValue(PurgeReason.BAD_TIME);
    assertThat(RULE.keeps(1, seen(1), NOW)).isEmpty();
    assertThat(RULE.keeps(last, seen(1), NOW)).hasValue(PurgeReason.TOO_YOUNG);
    assertThat(RULE.keeps(last + 1, seen(1), NOW)).hasValue(PurgeReason.BAD_TIME);
  }

  /** What is stale stays so as time goes by and devices are seen again. */
  @Test
  void keeps_neverComesBack() {
    long seed = 42;
    var random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      long modified = NOW - random.nextInt(800) * DAY - random.nextInt(1_000);
      long oldest = NOW - random.nextInt(180) * DAY;
      long later = random.nextInt(400) * DAY;
      if (RULE.keeps(modified, new DeviceSigns(oldest), NOW).isEmpty()) {
        assertThat(RULE.keeps(modified, new DeviceSigns(oldest + later), NOW + later))
            .as("seed %d, %d", seed, i)
            .isEmpty();
        assertThat(oldest - modified).isGreaterThan(7 * DAY);
        assertThat(NOW - modified).isGreaterThanOrEqualTo(180 * DAY);
      }
    }
  }

  @Test
  void signs_areTheOldestUnexpiredDevice() {
    DeviceSigns signs =
        DeviceSigns.NONE
            .plus(NOW - 5 * DAY, NOW + DAY, NOW)
            .plus(NOW - 9 * DAY, NOW + 1, NOW)
            .plus(NOW - 300 * DAY, NOW, NOW);

    assertThat(signs).isEqualTo(new DeviceSigns(NOW - 9 * DAY));
    assertThat(DeviceSigns.NONE.plus(NOW, NOW, NOW)).isEqualTo(DeviceSigns.NONE);
  }

  @Test
  void rule_refusesAgesAtWhichDevicesMayBeBehind() {
    assertThatThrownBy(() -> new StalenessRule(Duration.ofDays(179), Duration.ofDays(7), null))
        .hasMessage("minimum age: 179 days; tombstones are needed for 180 at least");
    assertThatThrownBy(() -> new StalenessRule(Duration.ofDays(180), Duration.ofDays(6), null))
        .hasMessage("device margin: 6 days; devices tell of themselves every 7 only");
    assertThatThrownBy(
            () -> new StalenessRule(Duration.ofDays(200), Duration.ofDays(7), Duration.ofDays(199)))
        .hasMessage("age without devices: 199 days is below the minimum age of 200");
  }
}
