package godwit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.cli.session.Failure;
import godwit.storage.mysql.MySqlConfig;
import godwit.sync.SyncClock;
import godwit.sync.backend.OpenBackend;
import godwit.sync.backend.OpenBackend.Missing;
import godwit.testdata.client.Account;
import godwit.testdata.client.SyncClient;
import godwit.testdata.server.EmbeddedMySql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class ServeBenchTest {
  private static final String SCHEMA = "bench_" + ProcessHandle.current().pid();

  private final EmbeddedMySql server = EmbeddedMySql.shared();
  private final MySqlConfig config = server.config(SCHEMA);

  @BeforeEach
  void create() {
    server.createSchema(SCHEMA);
  }

  @AfterEach
  void drop() {
    server.dropSchema(SCHEMA);
  }

  private OpenBackend open(SyncClock clock) {
    return OpenBackend.mysql(config, Missing.CREATE, clock);
  }

  @Test
  void load_isMeasuredAndLeavesNothing() throws Exception {
    var bench = new ServeBench(new LoadSettings(2, 4, 0, 0, 1, 7));

    ServeBench.Measured measured = bench.run(this::open);

    assertThat(measured.failures()).isZero();
    assertThat(measured.routes())
        .extracting(LoadFigures.Row::route)
        .contains("GET info/collections", "GET meta/global", "all requests", "visits");
    assertThat(measured.means().database()).isPositive();
    assertThat(measured.means().auth()).isPositive();
    assertThat(rows()).isZero();
  }

  @Test
  void rate_decidesHowManyVisitsBegin() throws Exception {
    var bench = new ServeBench(new LoadSettings(2, 4, 20, 0, 1, 7));

    ServeBench.Measured measured = bench.run(this::open);

    assertThat(measured.routes())
        .filteredOn(row -> row.route().equals("visits"))
        .singleElement()
        .satisfies(row -> assertThat(row.count()).isEqualTo(20));
  }

  @Test
  void storageOfSomebody_isLeftAsItIs() throws Exception {
    try (BenchServer one = BenchServer.start(this::open);
        SyncClient somebody =
            new SyncClient(
                BenchServer.HOST,
                one.port(),
                BenchServer.SECRET,
                Account.numbered(LoadGenerator.FIRST_UID + 3))) {
      somebody.put("/storage/meta/global", "{\"payload\":\"theirs\"}");
      var bench = new ServeBench(new LoadSettings(2, 4, 0, 0, 1, 7));

      assertThatThrownBy(() -> bench.run(this::open)).isInstanceOf(Failure.class);
      assertThat(somebody.get("/storage/meta/global").body()).contains("theirs");
    }
    assertThat(rows()).isOne();
  }

  private long rows() throws Exception {
    try (Connection connection = server.connect(SCHEMA);
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM bso")) {
      count.next();
      return count.getLong(1);
    }
  }
}
