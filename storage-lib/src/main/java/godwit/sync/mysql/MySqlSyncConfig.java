package godwit.sync.mysql;

import godwit.storage.mysql.MySqlConfig;
import java.time.Duration;

/**
 * How to serve from one MySQL or MariaDB schema.
 *
 * @param database where it is; its connections are the requests that run at once
 * @param connectionWait how long a request waits for a free connection, 250 ms or more
 */
public record MySqlSyncConfig(MySqlConfig database, Duration connectionWait) {
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

  /** Rejects waits that the pool does not allow. */
  public MySqlSyncConfig {
    if (connectionWait.compareTo(SHORTEST_WAIT) < 0) {
      throw new IllegalArgumentException(
          "wait for a connection: %d ms is below %d"
              .formatted(connectionWait.toMillis(), SHORTEST_WAIT.toMillis()));
    }
  }

  /** With a wait of 30 seconds. */
  public static MySqlSyncConfig of(MySqlConfig database) {
    return new MySqlSyncConfig(database, Duration.ofSeconds(30));
  }
}
