package godwit.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.Stopped;
import godwit.storage.StorageException;
import godwit.storage.spanner.RetryPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SourceAttemptsTest {
  private static final RetryPolicy THREE =
      new RetryPolicy(3, Duration.ofNanos(1), Duration.ofNanos(2), Duration.ofMinutes(3));

  private final RunControl control = new RunControl();
  private final AtomicInteger done = new AtomicInteger();
  private long now;
  private final SourceAttempts attempts = new SourceAttempts(control, THREE, () -> now);

  private static StorageException lost() {
    return new StorageException(
        StorageException.Kind.TRANSIENT, "cut off", new SQLException("cut off"));
  }

  private int rows() {
    return done.get();
  }

  /** Patience once began with the work: a user of ten minutes was never tried again. */
  @Test
  void longWorkThatFails_isTriedAgain() {
    attempts.run(
        attempt -> {
          now += Duration.ofMinutes(10).toNanos();
          if (attempt == 1) {
            throw lost();
          }
          done.set(attempt);
        },
        this::rows,
        () -> {});
    assertThat(done).hasValue(2);
  }

  @Test
  void attemptThatComesFurther_renewsPatience() {
    attempts.run(
        attempt -> {
          done.addAndGet(attempt);
          if (attempt < 20) {
            now += Duration.ofMinutes(10).toNanos();
            throw lost();
          }
        },
        this::rows,
        () -> {});
    assertThat(done).hasValue(20 * 21 / 2);
  }

  @Test
  void attemptsThatComeNoFurther_endTheWork() {
    AtomicInteger tries = new AtomicInteger();
    assertThatThrownBy(
            () ->
                attempts.run(
                    attempt -> {
                      tries.incrementAndGet();
                      done.addAndGet(5);
                      throw lost();
                    },
                    this::rows,
                    () -> {}))
        .hasMessage("cut off");
    assertThat(tries).hasValue(3);
  }

  @Test
  void timeSinceTheFirstFailure_isLimited() {
    AtomicInteger tries = new AtomicInteger();
    assertThatThrownBy(
            () ->
                attempts.call(
                    () -> {
                      tries.incrementAndGet();
                      now += Duration.ofMinutes(4).toNanos();
                      throw lost();
                    }))
        .hasMessage("cut off");
    assertThat(tries).hasValue(2);
  }

  @Test
  void failureThatWillNotPass_isNotTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    assertThatThrownBy(
            () ->
                attempts.call(
                    () -> {
                      tries.incrementAndGet();
                      throw new StorageException(
                          StorageException.Kind.BROKEN, "broken", new SQLException("broken"));
                    }))
        .hasMessage("broken");
    assertThat(tries).hasValue(1);
  }

  @Test
  void write_isTriedAgainWhenTheServerIsAway() {
    AtomicInteger tries = new AtomicInteger();

    int answer =
        attempts.write(
            () -> {
              if (tries.incrementAndGet() == 1) {
                throw new StorageException(
                    StorageException.Kind.UNREACHABLE, "away", new SQLException("away"));
              }
              return 7;
            });

    assertThat(answer).isEqualTo(7);
    assertThat(tries).hasValue(2);
  }

  @Test
  void runThatIsAskedToEnd_doesNotWait() {
    control.stop();
    assertThatThrownBy(
            () ->
                new SourceAttempts(control)
                    .call(
                        () -> {
                          throw lost();
                        }))
        .isInstanceOf(Stopped.class);
  }
}
