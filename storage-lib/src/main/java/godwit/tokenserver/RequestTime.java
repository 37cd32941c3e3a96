package godwit.tokenserver;

import godwit.storage.mysql.SqlCall;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time that the database may take for one request, running since this was made. */
final class RequestTime {
  private final long start = System.nanoTime();
  private final @Nullable Duration limit;

  RequestTime(@Nullable Duration limit) {
    this.limit = limit;
  }

  /**
   * Does the work; the driver gives up on it when the time is over, and the connection is lost. The
   * pool undoes the setting when the connection goes back.
   */
  <T> T bounded(Connection connection, SqlCall<T> work) throws SQLException {
    if (limit != null) {
      connection.setNetworkTimeout(Runnable::run, (int) Math.max(1, left(limit)));
    }
    return work.with(connection);
  }

  boolean isOver() {
    return limit != null && left(limit) <= 0;
  }

  private long left(Duration limit) {
    return limit.toMillis() - (System.nanoTime() - start) / 1_000_000;
  }
}
