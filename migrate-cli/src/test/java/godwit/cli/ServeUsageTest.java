package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What serve and token say to a wrong command line, before anything is opened. */
class ServeUsageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --prot 1 | --prot",
        "serve --port 70000 | 70000",
        "serve --max-connections 0 | --max-connections 0",
        "serve --storage postgres://h/d | postgres://h/d",
        "serve --storage mysql://h:3306 | mysql://h:3306",
        "serve --storage spanner:projects/p | projects/p",
        "serve --storage mysql://h/d --data x | --data",
        "serve --tokenserver mysql://h/d --no-tokenserver | --no-tokenserver",
        "serve --tokenserver spanner:projects/p/instances/i/databases/d | MySQL",
        "serve --quota 0 | --quota: '0' is not a size",
        "serve --collection-limits nonsense | nonsense",
        "serve --oauth-server ftp://x | ftp://x",
        "serve --public-url nowhere | nowhere",
        "serve --public-url https://h/sync | https://h/sync",
        "serve --public-url https://me@h | https://me@h",
        "serve --public-url https://h?x | https://h?x",
        "serve --public-url https://a-name-that-is-much-longer-than-a-node-may-be.sync.example.org"
            + " | 64 characters",
        "serve --host 0.0.0.0 | --public-url",
        "serve --host :: | --public-url",
        "serve --host 0:0:0:0:0:0:0:0 | --public-url",
        "serve --email-domain a@b | a@b",
        "serve --webhook both | both",
        "serve --webhook-client me | --webhook",
        "serve --storage mysql://h/d --webhook apply | --webhook is for",
        "serve --no-tokenserver --no-new-users"
            + " | tokens; leave out --no-tokenserver, or leave --no-new-users out.",
        "token PATCH | PATCH",
        "token --uid 10000000000 | 10000000000",
        "token --uid 0 | The uid 0 is not within 1",
        "token --fxa-uid zz | --fxa-uid: 'zz' is no account",
        "token --fxa-kid abc | --fxa-kid: 'abc' is no key",
        "token PUT storage/a/b --body {bad | --body is not JSON",
        "token PUT storage/a/b --body {}{} | --body is not JSON",
        "token --body {} | --body goes with PUT or POST",
        "token --duration 0 | --duration 0",
        "token --url nowhere | nowhere",
        "token GET storage/a{b | a{b",
      })
  void wrongOption_isQuoted(String command, String quoted) {
    CliRun run = CliRun.in(folder, command.split(" "));

    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(quoted);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void credentialsInAStorage_areNotRepeated() {
    CliRun run = CliRun.in(folder, "serve", "--storage", "mysql://me:hunter2@host/sync");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --storage mysql://127.0.0.1:1/sync | No master secret",
        "token --master-secret-file missing | missing",
        "serve --oauth-keys-file missing | missing",
        "token --data nothing | No master secret",
      })
  void missingSecret_isOneSentence(String command, String told) {
    CliRun run = CliRun.in(folder, Map.of(), command.split(" "));

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains(told).doesNotContain("\tat ");
  }

  @Test
  void missingAccount_isOneSentence() {
    CliRun run =
        CliRun.in(
            folder,
            Map.of("GODWIT_MASTER_SECRET", "secret"),
            "serve",
            "--storage",
            "mysql://127.0.0.1:1/sync");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("GODWIT_MYSQL_USER").doesNotContain("secret ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "{}",
        "{\"keys\": []}",
        "{\"kty\": \"RSA\", \"n\": \"AQAB\", \"e\": \"AQAB\"}",
        "{\"kty\": \"oct\", \"k\": \"c2VjcmV0\"}"
      })
  void keysThatAreNone_areRefusedWithTheirFile(String keys) throws IOException {
    Files.writeString(folder.resolve("keys.json"), keys);

    CliRun run = CliRun.in(folder, "serve", "--oauth-keys-file", "keys.json");

    assertThat(run.exit()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains("keys.json").doesNotContain("\tat ", "c2VjcmV0");
  }

  /** As serve does, which was given the same folder and the same environment. */
  @Test
  void configuredSecret_goesBeforeTheOneInAFolder() {
    CliRun run =
        CliRun.in(folder, Map.of("GODWIT_MASTER_SECRET", "secret"), "token", "--data", "no folder");

    assertThat(run.exit()).as(run.err()).isZero();
  }

  @Test
  void curl_isReadyForAShellWhateverThePath() {
    CliRun run =
        CliRun.in(
            folder, Map.of("GODWIT_MASTER_SECRET", "secret"), "token", "GET", "storage/trial/it's");

    assertThat(run.out()).contains("/storage/trial/it'\\''s'");
  }

  @Test
  void header_isAllThatIsPrinted() {
    CliRun run = CliRun.in(folder, Map.of("GODWIT_MASTER_SECRET", "secret"), "token", "--header");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Hawk id=\"").hasLineCount(1);
  }
}
