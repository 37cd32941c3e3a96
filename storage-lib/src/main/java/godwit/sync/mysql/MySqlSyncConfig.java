package godwit.sync.mysql;

import godwit.storage.mysql.MySqlConfig;
import java.time.Duration;

/**
 * How to serve from one MySQL or MariaDB schema.
 *
 * @param database where it is; its connections are the requests that run at once
 * @param connectionWait how long a request waits for a free connection, 250 ms or more
 * @param lockWait how long it waits for another one that changes the same, twice at most; whole
 *     seconds, 1 or more
 */
public record MySqlSyncConfig(MySqlConfig database, Duration connectionWait, Duration lockWait) {
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
  }

  /** With waits of 30 seconds for a connection and 5 for a lock. */
  public static MySqlSyncConfig of(MySqlConfig database) {
    return new MySqlSyncConfig(database, Duration.ofSeconds(30), Duration.ofSeconds(5));
  }
}
