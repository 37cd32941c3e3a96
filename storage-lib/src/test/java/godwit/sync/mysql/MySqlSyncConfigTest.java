package godwit.sync.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.storage.mysql.MySqlConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Defaults and limits. */
class MySqlSyncConfigTest {
  private static final MySqlConfig DATABASE = new MySqlConfig("jdbc:mysql://h/s", "u", null, 8);

  @Test
  void defaults() {
    assertThat(MySqlSyncConfig.of(DATABASE))
        .isEqualTo(
            new MySqlSyncConfig(
                DATABASE, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(30)));
  }

  @Test
  void waitsTooShort_areRefused() {
    assertThatThrownBy(() -> config(249, 1_000, 30_000))
        .hasMessage("wait for a connection: 249 ms is below 250");
    assertThatThrownBy(() -> config(250, 999, 30_000))
        .hasMessage("wait for a lock: 999 ms is below a second");
    assertThatThrownBy(() -> config(250, 1_000, 1_000))
        .hasMessage("wait for an answer: 1000 ms is not longer than the wait for a lock, 1000 ms");
  }

  private static MySqlSyncConfig config(long connection, long lock, long answer) {
    return new MySqlSyncConfig(
        DATABASE,
        Duration.ofMillis(connection),
        Duration.ofMillis(lock),
        Duration.ofMillis(answer));
  }
}
