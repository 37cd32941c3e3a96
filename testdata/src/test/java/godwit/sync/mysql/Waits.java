package godwit.sync.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Waits for something to be seen in the database. */
final class Waits {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Waits() {}

  /**
   * Returns once some transaction of the server waits for a row. The list of transactions would say
   * whose it is, but is kept as it was for as long as somebody looks at it all the time.
   */
  static void untilSomebodyWaitsForALock(MySqlBinding binding) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (binding.status("Innodb_row_lock_current_waits") == 0) {
      assertThat(System.nanoTime()).as("nobody waits for a lock").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
