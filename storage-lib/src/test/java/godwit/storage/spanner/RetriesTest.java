package godwit.storage.spanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.SpannerExceptionFactory;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(5, Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMinutes(1));

  private final List<Duration> slept = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private long now;

  @Test
  void call_triesAgainAndTellsWhy() {
    String result = retries(POLICY).call(failing(2, ErrorCode.RESOURCE_EXHAUSTED));

    assertThat(result).isEqualTo("done");
    assertThat(told).containsExactly("RESOURCE_EXHAUSTED 1", "RESOURCE_EXHAUSTED 2");
    assertThat(slept).hasSize(2);
  }

  @Test
  void call_givesUpAfterTheLastAttempt() {
    assertThatThrownBy(() -> retries(POLICY).call(failing(5, ErrorCode.UNAVAILABLE)))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
    assertThat(slept).hasSize(4);
  }

  @Test
  void call_doesNotRepeatWhatWillNeverPass() {
    assertThatThrownBy(() -> retries(POLICY).call(failing(1, ErrorCode.INVALID_ARGUMENT)))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED));
    assertThat(slept).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void call_waitsNoLongerThanTheTotal() {
    var brief =
        new RetryPolicy(
            1_000, Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(1));

    assertThatThrownBy(() -> retries(brief).call(failing(1_000, ErrorCode.ABORTED)))
        .isInstanceOf(StorageException.class);
    assertThat(slept.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofMillis(800), Duration.ofSeconds(1));
  }

  @Test
  void call_endsWhenItsThreadIsInterrupted() {
    var retries =
        new Retries(
            POLICY,
            RetryListener.NONE,
            delay -> {
              throw new InterruptedException();
            },
            new Random(1),
            () -> now);

    assertThatThrownBy(() -> retries.call(failing(1, ErrorCode.ABORTED)))
        .isInstanceOf(StorageException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void delayAfter_doublesUpToTheLongest_andTakesAtMostHalfOff() {
    long seed = new Random().nextLong();
    RandomGenerator random = new Random(seed);
    long[] ceilings = {100, 200, 400, 400};
    for (int round = 0; round < 1_000; round++) {
      for (int attempt = 1; attempt <= ceilings.length; attempt++) {
        Duration ceiling = Duration.ofMillis(ceilings[attempt - 1]);
        assertThat(POLICY.delayAfter(attempt, Duration.ZERO, random).orElseThrow())
            .as("seed %d, attempt %d", seed, attempt)
            .isBetween(ceiling.dividedBy(2), ceiling);
      }
    }
    assertThat(POLICY.delayAfter(5, Duration.ZERO, random)).isEmpty();
  }

  @Test
  void delayAfter_doesNotOverflow() {
    var endless =
        new RetryPolicy(
            Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofDays(999));

    assertThat(endless.delayAfter(1_000_000, Duration.ZERO, new Random(1)).orElseThrow())
        .isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
  }

  @Test
  void policy_rejectsWhatNeverTriesOrNeverWaits() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new RetryPolicy(0, second, second, second))
        .hasMessageContaining("attempts: 0");
    assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, second, second))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetryPolicy(1, second, Duration.ofMillis(1), second))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Retries retries(RetryPolicy policy) {
    return new Retries(
        policy,
        (reason, attempt, delay) -> told.add(reason + " " + attempt),
        delay -> {
          slept.add(delay);
          now += delay.toNanos();
        },
        new Random(1),
        () -> now);
  }

  private static java.util.function.Supplier<String> failing(int times, ErrorCode code) {
    var failures = new AtomicInteger();
    return () -> {
      if (failures.getAndIncrement() < times) {
        throw failure(code);
      }
      return "done";
    };
  }

  private static SpannerException failure(ErrorCode code) {
    return SpannerExceptionFactory.newSpannerException(code, "made");
  }
}
