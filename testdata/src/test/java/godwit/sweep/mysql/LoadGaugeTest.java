package godwit.sweep.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.storage.StorageException;
import godwit.storage.mysql.Endpoint;
import godwit.sweep.mysql.LoadGauge.Lag;
import godwit.testdata.server.EmbeddedMySql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadGaugeTest {
  private static final Endpoint ENDPOINT = new Endpoint("replica 'r'", "r:3306/sync");

  private static SQLException error(int code) {
    return new SQLException("refused", "42000", code);
  }

  private static Lag asked(String status) throws SQLException {
    try (Connection connection = EmbeddedMySql.shared().connect("")) {
      return LoadGauge.lag(connection, status);
    }
  }

  @Test
  void lag_isAskedForInTheOldWordToo() throws SQLException {
    List<String> asked = new ArrayList<>();

    Lag lag =
        LoadGauge.lag(
            sql -> {
              asked.add(sql);
              if (asked.size() == 1) {
                throw error(1064);
              }
              return new Lag(3L, true);
            },
            ENDPOINT);

    assertThat(lag).isEqualTo(new Lag(3L, true));
    assertThat(asked).containsExactly("SHOW REPLICA STATUS", "SHOW SLAVE STATUS");
  }

  /** Servers that know only the old word once told nothing of the privilege. */
  @Test
  void lag_thatMayNotBeAskedForTellsThePrivilege() {
    for (String word : List.of("SHOW REPLICA STATUS", "SHOW SLAVE STATUS")) {
      assertThatThrownBy(
              () ->
                  LoadGauge.lag(
                      sql -> {
                        throw error(sql.equals(word) ? 1227 : 1064);
                      },
                      ENDPOINT))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("replica 'r' at r:3306/sync")
          .hasMessageContaining("grant REPLICATION CLIENT");
    }
  }

  @Test
  void lag_isTheGreatestOfAllSources() throws SQLException {
    assertThat(
            asked("SELECT 3 AS Seconds_Behind_Source UNION ALL SELECT 9" + " UNION ALL SELECT 5"))
        .isEqualTo(new Lag(9L, true));
    assertThat(asked("SELECT 3 AS Seconds_Behind_Master UNION ALL SELECT NULL UNION ALL SELECT 5"))
        .isEqualTo(new Lag(null, true));
    assertThat(asked("SELECT 3 AS Seconds_Behind_Master WHERE 1 = 0")).isEqualTo(Lag.NONE);
  }
}
