package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.cli.session.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "testdata generate",
        "testdata load",
        "config",
        "schema print",
        "schema apply",
        "schema check",
        "plan",
        "migrate",
        "status",
        "dead-letters list",
        "dead-letters replay",
        "purge expired",
        "purge tombstones",
        "bench copy",
        "bench purge",
        "bench serve",
        "verify",
        "completion"
      })
  void unknownOption_endsWithUsageBeforeAnythingIsOpened(String command) {
    // There is no configuration here: whoever opened it first would end with 3.
    CliRun run = CliRun.in(folder, (command + " --exceute").split(" "));

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.status());
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith(command + ": Unknown option '--exceute'.").hasLineCount(1);
  }

  @Test
  void loadOutOfRange_isRefusedWithAllItsFaults() {
    CliRun run = CliRun.in(folder, "bench", "serve", "--connections", "0", "--seconds", "-1");

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.status());
    assertThat(run.err())
        .contains("--connections 0 is not within 1 to 1000.")
        .contains("--seconds -1 is not within 1 to 86400.");
  }

  @Test
  void misspeltOption_isSuggested() {
    CliRun run = CliRun.in(folder, "migrate", "--exceute");

    assertThat(run.err())
        .isEqualTo(
            "migrate: Unknown option '--exceute'. Did you mean --execute?"
                + " See 'godwit migrate --help'.\n");
  }

  @Test
  void misspeltCommand_isSuggested() {
    CliRun run = CliRun.in(folder, "migrat");

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.status());
    assertThat(run.err()).contains("Unknown command 'migrat'. Did you mean migrate?");
  }

  @Test
  void missingCommand_isUsage() {
    assertThat(CliRun.in(folder).exit()).isEqualTo(ExitCode.USAGE.status());
    assertThat(CliRun.in(folder, "schema").exit()).isEqualTo(ExitCode.USAGE.status());
  }

  @Test
  void failure_isOneJsonObjectToo() throws IOException {
    CliRun run = CliRun.in(folder, "migrate", "--exceute", "--output", "json");

    assertThat(run.json().path("command").asText()).isEqualTo("migrate");
    assertThat(run.json().path("exitCode").asInt()).isEqualTo(2);
    assertThat(run.json().path("outcome").asText()).isEqualTo("usage error");
    assertThat(run.json().path("runId").isNull()).isTrue();
    assertThat(run.json().path("error").asText()).contains("--exceute");
  }

  @Test
  void runnerOptions_areRefusedWhereNoPipelineStarts() {
    CliRun run = CliRun.in(folder, "plan", "--", "--runner=DirectRunner");

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.status());
    assertThat(run.err()).contains("Nothing may follow --");
  }

  @ParameterizedTest
  @ValueSource(strings = {"migrate", "verify"})
  void unknownRunnerOption_isUsageBeforeAnyConnection(String command) throws IOException {
    unreachableMove();

    CliRun run = CliRun.in(folder, command, "--", "--runnner=DirectRunner");

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.status());
    assertThat(run.err()).contains("runnner").doesNotContain("\tat ");
  }

  @Test
  void filters_areCheckedAllAtOnce() throws IOException {
    unreachableMove();

    CliRun run =
        CliRun.in(
            folder, "plan", "--shard", "x", "--percent", "9:1", "--limit", "0", "--users", "none");

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.status());
    assertThat(run.err())
        .contains("no shard is named 'x'; configured: a, b")
        .contains("not a share: '9:1'")
        .contains("--limit: 0 is below 1")
        .contains("the file none cannot be read");
  }

  @Test
  void usersFile_namesTheLineThatIsWrong() throws IOException {
    unreachableMove();
    Files.writeString(folder.resolve("people"), "# some\n0123abcd\na b c\n");

    CliRun run = CliRun.in(folder, "plan", "--users", "people");

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.status());
    assertThat(run.err()).contains("people:3: not a user: 'a b c'").doesNotContain("people:2");
  }

  @Test
  void executeWithoutRepair_isRefused() throws IOException {
    unreachableMove();

    assertThat(CliRun.in(folder, "verify", "--execute").exit()).isEqualTo(ExitCode.USAGE.status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "purge expired",
        "purge expired --shard a --target",
        "purge expired --shard c",
        "purge expired --shard a --uid-prefix 0",
        "purge expired --target --uids 1:2",
        "purge expired --shard a --uids 1-2",
        "purge expired --shard a --cut-off yesterday",
        "purge expired --shard a --max-rows 0",
        "purge expired --shard a --manifest file",
        "purge tombstones --shard a --collection meta",
        "purge tombstones --shard a --min-age 90d",
        "purge tombstones --shard a --age-without-devices 10d",
        "purge tombstones --shard a --execute --manifest m -- --runnner=DirectRunner"
      })
  void purge_refusesWhatMakesNoSenseBeforeAnyConnection(String command) throws IOException {
    unreachableMove();

    CliRun run = CliRun.in(folder, command.split(" "));

    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.USAGE.status());
    assertThat(run.err()).doesNotContain("\tat ");
  }

  private void unreachableMove() throws IOException {
    Files.writeString(folder.resolve("godwit.yaml"), Moves.yaml("127.0.0.1:1", "127.0.0.1:1"));
  }
}
