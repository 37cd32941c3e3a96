package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Help texts, word for word. To accept a change, run this test with the environment variable {@code
 * GODWIT_ACCEPT_HELP} set, and read the difference.
 */
class HelpTest {
  private static final Path GOLDEN = Path.of("src/test/resources/godwit/cli/help");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "testdata",
        "testdata generate",
        "testdata load",
        "testdata plant",
        "testdata servers",
        "config",
        "schema",
        "schema print",
        "schema apply",
        "schema check",
        "audit",
        "plan",
        "migrate",
        "status",
        "verify",
        "dead-letters",
        "dead-letters list",
        "dead-letters show",
        "dead-letters replay",
        "purge",
        "purge expired",
        "purge tombstones",
        "quota",
        "quota report",
        "quota recount",
        "quota enforce",
        "report",
        "serve",
        "token",
        "bench",
        "bench copy",
        "bench purge",
        "bench serve",
        "completion"
      })
  void help_isAsAgreed(String command) throws IOException {
    String[] words = (command + " --help").strip().split(" ");
    Path golden =
        GOLDEN.resolve(command.isEmpty() ? "godwit.txt" : command.replace(' ', '-') + ".txt");

    CliRun run = CliRun.in(folder, words);

    assertThat(run.exit()).isZero();
    if (System.getenv("GODWIT_ACCEPT_HELP") != null) {
      Files.writeString(golden, run.out());
    }
    assertThat(run.out()).isEqualTo(Files.readString(golden));
  }

  @Test
  void version_isPrinted() {
    assertThat(CliRun.in(folder, "--version").out()).startsWith("godwit ");
  }

  @Test
  void completion_knowsTheCommands() {
    assertThat(CliRun.in(folder, "completion").out()).contains("migrate").contains("--execute");
  }
}
