package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a purge before any server is asked; none answers here. */
class PurgeUsageTest {
  private static final String NOWHERE = "127.0.0.1:1";

  @TempDir Path folder;

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(folder.resolve("godwit.yaml"), Moves.yaml(NOWHERE, NOWHERE));
  }

  private void refused(String line, String words) {
    CliRun run = CliRun.in(folder, line.split(" "));

    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(words);
  }

  @Test
  void manifestThatExists_isAUsageError() throws IOException {
    Files.createFile(folder.resolve("there"));

    refused("purge expired --shard a --execute --manifest there", "The manifest");
  }

  @Test
  void usersThatNobodyCanBe_areAUsageError() {
    refused("purge expired --target --uid-prefix zz", "--uid-prefix: 'zz' begins no account");
    refused("purge expired --shard a --uids 5:1", "--uids: no uid is in '5:1'");
    refused("purge expired --shard a --uids 5:5", "--uids: no uid is in '5:5'");
    refused("purge tombstones --shard a --uids :0", "--uids: no uid is in ':0'");
  }

  @Test
  void wrongValue_isToldWithItsOption() {
    refused("purge expired --shard a --max-rows -5", "--max-rows: -5 is below 1.");
    refused("purge expired --shard a --max-time 0s", "--max-time: '0s' leaves no time.");
    refused("purge expired --shard a --max-time soon", "--max-time: not an age: 'soon'");
    refused("purge expired --shard a --cut-off x", "--cut-off: 'x' is not now, midnight or an age");
    refused("purge expired --shard c", "--shard: no shard is named 'c'; configured: a, b.");
  }

  @Test
  void limitsOnOtherMachines_areAUsageError() {
    String runner = " -- --runner=DataflowRunner";

    refused("purge expired --shard a --max-rows 5" + runner, "one machine");
    refused("purge tombstones --shard a --max-time 5m" + runner, "one machine");
  }

  @Test
  void manifestOnOtherMachines_isAUsageError() {
    refused(
        "purge expired --shard a --execute --manifest new -- --runner=DataflowRunner",
        "The manifest");
  }
}
