package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.cli.session.ExitCode;
import godwit.testdata.server.EmbeddedMySql;
import godwit.testdata.server.EmbeddedSpanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees when a server is not as it must be: one sentence, and 3. */
@Tag("server")
class PreconditionIT {
  private static final String NOWHERE = "127.0.0.1:1";

  @TempDir Path folder;

  @Test
  void unreachableShard_isOneSentence() throws IOException {
    write(Moves.yaml(NOWHERE, preparedEmulator()));

    refused(CliRun.in(folder, "plan"), NOWHERE);
  }

  @Test
  void wrongPassword_isOneSentenceWithoutThePassword() throws IOException {
    EmbeddedMySql mysql = EmbeddedMySql.shared();
    Path secret = Files.writeString(folder.resolve("secret"), "not-the-password");
    write(
        Moves.yaml(
            "127.0.0.1:" + mysql.port(),
            preparedEmulator(),
            mysql.user(),
            "password-file: " + secret));

    CliRun run = CliRun.in(folder, "migrate", "--execute");

    refused(run, "127.0.0.1:" + mysql.port());
    assertThat(run.err()).doesNotContain("not-the-password");
  }

  @Test
  void missingSecret_isOneSentence() throws IOException {
    EmbeddedMySql mysql = EmbeddedMySql.shared();
    write(
        Moves.yaml(
            "127.0.0.1:" + mysql.port(),
            preparedEmulator(),
            mysql.user(),
            "password-env: GODWIT_TEST_NO_SUCH_VARIABLE"));

    refused(CliRun.in(folder, "plan"), "GODWIT_TEST_NO_SUCH_VARIABLE");
  }

  @Test
  void missingEmulator_isOneSentence() throws IOException {
    write(Moves.yaml(NOWHERE, NOWHERE));

    for (String command : new String[] {"schema check", "schema apply", "status"}) {
      refused(CliRun.in(folder, command.split(" ")), NOWHERE);
    }
  }

  @Test
  void missingDatabase_isOneSentence() throws IOException {
    write(Moves.yaml(NOWHERE, EmbeddedSpanner.shared().host()).replace("cli-test", "no-such"));

    refused(CliRun.in(folder, "status"), "no-such");
  }

  @Test
  void failure_isOneJsonObject() throws IOException {
    write(Moves.yaml(NOWHERE, NOWHERE));

    CliRun run = CliRun.in(folder, "status", "--output", "json");

    assertThat(run.json().path("exitCode").asInt()).isEqualTo(3);
    assertThat(run.json().path("outcome").asText()).isEqualTo("precondition failed");
    assertThat(run.json().path("error").asText()).contains(NOWHERE);
  }

  private String preparedEmulator() throws IOException {
    String host = EmbeddedSpanner.shared().host();
    write(Moves.yaml(NOWHERE, host));
    assertThat(CliRun.in(folder, "schema", "apply", "--execute").exit()).isZero();
    return host;
  }

  private void write(String yaml) throws IOException {
    Files.writeString(folder.resolve("godwit.yaml"), yaml);
  }

  private static void refused(CliRun run, String named) {
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.PRECONDITION.status());
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(named).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(run.err().lines().filter(line -> !line.matches("(starting|planning).*")).count())
        .isEqualTo(1);
  }
}
