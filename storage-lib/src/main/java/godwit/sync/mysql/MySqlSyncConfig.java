package godwit.sync.mysql;

import godwit.storage.mysql.MySqlConfig;
import godwit.storage.mysql.MySqlPool;
import java.time.Duration;

/**
 * How to serve from one MySQL or MariaDB schema.
 *
 * @param database where it is; its connections are the requests that run at once
 * @param connectionWait how long a request waits for a free connection, 250 ms or more
 * @param lockWait how long it waits for another one that changes the same, twice at most; whole
 *     seconds, 1 or more
 * @param answerWait how long it waits for the server's answer to one statement; longer than for a
 *     lock
 */
public record MySqlSyncConfig(
    MySqlConfig database, Duration connectionWait, Duration lockWait, Duration answerWait) {
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

  /** Rejects waits that the pool does not allow. */
  public MySqlSyncConfig {
    if (connectionWait.compareTo(SHORTEST_WAIT) < 0) {
      throw new IllegalArgumentException(
          "wait for a connection: %d ms is below %d"
              .formatted(connectionWait.toMillis(), SHORTEST_WAIT.toMillis()));
    }
    if (lockWait.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "wait for a lock: " + lockWait.toMillis() + " ms is below a second");
    }
    if (answerWait.compareTo(lockWait) <= 0) {
      throw new IllegalArgumentException(
          "wait for an answer: %d ms is not longer than the wait for a lock, %d ms"
              .formatted(answerWait.toMillis(), lockWait.toMillis()));
    }
  }

  /** With waits of 30 seconds for a connection, 5 for a lock and 30 for an answer. */
  public static MySqlSyncConfig of(MySqlConfig database) {
    return new MySqlSyncConfig(
        database, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  MySqlPool.Waits waits() {
    return new MySqlPool.Waits(connectionWait, lockWait, answerWait);
  }
}
