package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import godwit.testdata.server.EmbeddedMySql;
import godwit.testdata.server.EmbeddedSpanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A move as an operator makes it: each command once without and once with {@code --execute}. */
@Tag("server")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsIT {
  private static final String PREFIX = "cli_commands";
  private static final List<String> SCHEMAS =
      List.of(PREFIX + "_shard0", PREFIX + "_shard1", PREFIX + "_tokenserver");
  private static final EmbeddedMySql MYSQL = EmbeddedMySql.shared();

  @TempDir static Path folder;

  @BeforeAll
  static void load() throws IOException, SQLException {
    dropSchemas();
    JsonNode loaded = run(0, "testdata load " + loadOptions() + " --hostile zero_expiry --execute");

    assertThat(loaded.path("users").asLong()).isEqualTo(20);
    assertThat(loaded.at("/hostile/0/oddity").asText()).isEqualTo("ZERO_EXPIRY");
    assertThat(folder.resolve("godwit-testdata")).isDirectoryContaining("glob:**truth.jsonl");
    Files.copy(folder.resolve("godwit-testdata/godwit.yaml"), folder.resolve("godwit.yaml"));
    // One row of a collection that has no name: a dead letter.
    try (Connection connection = MYSQL.connect(PREFIX + "_shard1");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO user_collections (userid, collection, last_modified)"
              + " SELECT MIN(userid), 977, 1600000000000 FROM bso");
      statement.execute(
          "INSERT INTO bso (userid, collection, id, payload, modified, ttl)"
              + " SELECT MIN(userid), 977, 'orphan', 'x', 1600000000000, 4000000000000 FROM bso");
    }
  }

  @AfterAll
  static void dropSchemas() {
    SCHEMAS.forEach(MYSQL::dropSchema);
  }

  private static String loadOptions() {
    return "--users 20 --seed 5 --median-rows 20 --schema-prefix %s --mysql-url jdbc:mysql://127.0.0.1:%d --mysql-user %s --mysql-password-file %s --target projects/godwit-local/instances/godwit/databases/cli-commands"
        .formatted(PREFIX, MYSQL.port(), MYSQL.user(), MYSQL.passwordRef().place());
  }

  @Test
  @Order(1)
  void schema_isAppliedOnlyWhenToldTo() throws IOException {
    run(3, "schema apply");
    assertThat(run(0, "schema apply --execute").at("/databases/0/statements")).isNotEmpty();
    assertThat(run(0, "schema apply --execute").at("/databases/0/statements")).isEmpty();
    assertThat(run(0, "schema check").at("/databases/0/deviations")).isEmpty();
  }

  @Test
  @Order(2)
  void config_namesEachValueAndItsOrigin() throws IOException {
    JsonNode settings = run(0, "config").path("settings");

    assertThat(settings.findValuesAsText("name")).contains("shards[1].url", "policy.bin-bytes");
    assertThat(settings.findValuesAsText("origin")).contains("default", "godwit.yaml:2");
    assertThat(settings.toString()).doesNotContain(MYSQL.password());
  }

  @Test
  @Order(3)
  void planAndDryRun_changeNothing() throws IOException {
    JsonNode plan = run(0, "plan");
    JsonNode rehearsal = run(0, "migrate");

    assertThat(plan.at("/users/copy").asLong()).isPositive();
    assertThat(plan.path("obstacles")).isNotEmpty();
    assertThat(rehearsal.path("outcome").asText()).isEqualTo("dry run");
    assertThat(rehearsal.path("runId").isNull()).isTrue();
    assertThat(rehearsal.at("/users/planned").asLong())
        .isEqualTo(plan.at("/users/planned").asLong());
    assertThat(rehearsal.at("/users/copied").asLong(-1)).isZero();
    assertThat(rehearsal.at("/rows/written").asLong(-1)).isZero();
    assertThat(rehearsal.at("/rows/filtered").isObject()).isTrue();
    assertThat(rehearsal.path("bytes").asLong(-1)).isZero();
    assertThat(rehearsal.path("seconds").isNumber()).isTrue();
    assertThat(rehearsal.at("/plan/users/copy").asLong())
        .isPositive()
        .isEqualTo(plan.at("/users/copy").asLong());
    assertThat(run(0, "status").path("runs")).isEmpty();
  }

  @Test
  @Order(4)
  void migrate_movesAndEndsWithDeadLetters() throws IOException {
    JsonNode moved = run(4, "migrate --execute");

    assertThat(moved.path("runId").asText()).startsWith("migrate-");
    assertThat(moved.path("outcome").asText()).isEqualTo("dead letters");
    assertThat(moved.at("/users/planned").asLong())
        .isEqualTo(
            moved.at("/users/copied").asLong()
                + moved.at("/users/skipped").asLong()
                + moved.at("/users/failed").asLong());
    assertThat(moved.at("/rows/read").asLong())
        .isEqualTo(
            moved.at("/rows/written").asLong()
                + sum(moved.at("/rows/filtered"))
                + sum(moved.at("/rows/dead")));
    assertThat(moved.at("/rows/dead/ORPHAN_COLLECTION").asLong()).isEqualTo(1);
    assertThat(moved.at("/plan/users/copy").asLong()).isEqualTo(moved.at("/users/copied").asLong());
    assertThat(moved.path("bytes").asLong()).isPositive();
    assertThat(moved.path("seconds").asDouble()).isPositive();
  }

  @Test
  @Order(5)
  void status_knowsTheRun() throws IOException {
    JsonNode status = run(0, "status");

    assertThat(status.at("/runs/0/state").asText()).isEqualTo("DONE");
    assertThat(status.at("/users/COPIED").asLong()).isPositive();
    assertThat(status.at("/deadLetters/ORPHAN_COLLECTION").asLong()).isEqualTo(1);
  }

  @Test
  @Order(6)
  void verify_findsEverybodyEqual() throws IOException {
    JsonNode verified = run(0, "verify");

    assertThat(verified.path("runId").asText()).startsWith("verify-");
    assertThat(verified.at("/users/checked").asLong())
        .isPositive()
        .isEqualTo(verified.at("/users/equal").asLong());
    assertThat(verified.at("/users/different").asLong()).isZero();
    assertThat(verified.path("differences")).isEmpty();
  }

  @Test
  @Order(7)
  void deadLetters_areListedShownAndReplayed() throws IOException {
    JsonNode letter = run(0, "dead-letters list").at("/deadLetters/0");
    String user = letter.path("shard").asText() + ":" + letter.path("uid").asText();

    assertThat(letter.path("cause").asText()).isEqualTo("ORPHAN_COLLECTION");
    assertThat(letter.path("user").asText()).contains("…");
    assertThat(run(0, "dead-letters list --cause OVERSIZE").path("deadLetters")).isEmpty();
    assertThat(run(0, "dead-letters show " + user).at("/deadLetters/0/replay").asText())
        .startsWith("godwit dead-letters replay --execute --shard shard1 --uid ");
    assertThat(run(0, "dead-letters replay").path("outcome").asText()).isEqualTo("dry run");
    assertThat(run(4, "dead-letters replay --execute").at("/users/copied").asLong()).isEqualTo(1);
    run(2, "dead-letters list --cause NONE");
    run(3, "dead-letters show shard0:999999999");
  }

  @Test
  @Order(10)
  void purges_deleteOnlyWhenToldTo() throws IOException {
    for (String store : List.of("--shard shard0", "--shard shard1", "--target")) {
      for (String purge : List.of("purge expired ", "purge tombstones ")) {
        JsonNode rehearsal = run(0, purge + store);
        JsonNode first = run(0, purge + store + " --execute");
        JsonNode second = run(0, purge + store + " --execute --no-manifest");

        assertThat(rehearsal.path("outcome").asText()).isEqualTo("dry run");
        assertThat(rows(rehearsal, "deleted") + rows(rehearsal, "kept"))
            .isEqualTo(rehearsal.path("examined").asLong());
        // Only the transaction that deletes looks into open batches.
        assertThat(rows(first, "deleted") + first.at("/kept/IN_BATCH/rows").asLong())
            .isEqualTo(rows(rehearsal, "deleted"));
        assertThat(rows(second, "deleted")).isZero();
        assertThat(Path.of(first.path("manifest").asText())).isRegularFile();
        assertThat(second.path("manifest").isNull()).isTrue();
      }
    }
    assertThat(run(0, "purge tombstones --shard shard1 --uids 5:6").path("examined").asLong())
        .isZero();
    run(3, "purge tombstones --shard shard1 --collection pasword");
    run(3, "purge expired --shard shard1 --collection histroy --execute --manifest once");
    run(3, "purge expired --shard shard1 --max-lag 5 --execute --manifest once");
    run(0, "purge expired --shard shard1 --collection history --execute --manifest once");
  }

  private static long rows(JsonNode report, String what) {
    long sum = 0;
    for (JsonNode amount : report.path(what)) {
      sum += amount.path("rows").asLong();
    }
    return sum;
  }

  @Test
  @Order(8)
  void plantedDefect_isFoundAndMended() throws IOException {
    String plant = "testdata plant row_missing --seed 3";
    assertThat(run(0, plant).path("outcome").asText()).isEqualTo("dry run");
    assertThat(run(0, "verify").path("differences")).isEmpty();

    JsonNode planted = run(0, plant + " --execute").at("/planted/0");

    assertThat(planted.path("defect").asText()).isEqualTo("ROW_MISSING");
    assertThat(run(5, "verify").at("/differences").findValuesAsText("id"))
        .contains(planted.path("id").asText());
    assertThat(run(0, "verify --repair --execute").path("repaired").asLong()).isPositive();
    run(2, "testdata plant NOTHING");
  }

  @Test
  @Order(9)
  void texts_arePrintedForPeople() {
    for (String command :
        List.of(
            "config",
            "schema check",
            "plan",
            "migrate",
            "status",
            "verify",
            "dead-letters list",
            "testdata plant COUNTER_WRONG",
            "purge expired --shard shard0",
            "purge tombstones --shard shard0")) {
      CliRun run = CliRun.in(folder, Map.of(), command.split(" "));

      assertThat(run.exit()).as(command + run.err()).isZero();
      assertThat(run.out()).as(command).isNotBlank().doesNotContain(MYSQL.password());
    }
  }

  private static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode count : counts) {
      sum += count.asLong();
    }
    return sum;
  }

  /** Runs a command, checks its exit code and answers its JSON. */
  private static JsonNode run(int exit, String command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--output", "json"));
    Map<String, String> environment =
        Map.of("SPANNER_EMULATOR_HOST", EmbeddedSpanner.shared().host());

    CliRun run = CliRun.in(folder, environment, words.toArray(String[]::new));

    assertThat(run.exit()).as(command + "\n" + run.err() + run.out()).isEqualTo(exit);
    assertThat(run.json().path("exitCode").asInt()).isEqualTo(exit);
    return run.json();
  }
}
