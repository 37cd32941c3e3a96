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
        .isEqualTo(new MySqlSyncConfig(DATABASE, Duration.ofSeconds(30), Duration.ofSeconds(5)));
  }

  @Test
  void waitsTooShort_areRefused() {
    assertThatThrownBy(
            () -> new MySqlSyncConfig(DATABASE, Duration.ofMillis(249), Duration.ofSeconds(1)))
        .hasMessage("wait for a connection: 249 ms is below 250");
    assertThatThrownBy(
            () -> new MySqlSyncConfig(DATABASE, Duration.ofMillis(250), Duration.ofMillis(999)))
        .hasMessage("wait for a lock: 999 ms is below a second");
  }
}
