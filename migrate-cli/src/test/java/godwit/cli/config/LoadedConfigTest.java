package godwit.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.pipelines.quota.QuotaStep;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.CommitLimits;
import godwit.storage.SecretRef;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedConfigTest {
  private static final String SMALLEST =
      """
      shards:
        - {name: a, node: https://a.example.org, url: 'jdbc:mysql://h:1/a', user: u}
      tokenserver: {url: 'jdbc:mysql://h:1/t', user: u}
      target: {database: projects/p/instances/in/databases/db}
      """;

  @TempDir Path folder;

  @Test
  void everySetting_isRead() throws IOException {
    MoveConfig move =
        load("""
                shards:
                  - name: a
                    node: https://a.example.org
                    url: jdbc:mysql://h:1/a
                    user: ua
                    password-env: PA
                    max-connections: 7
                tokenserver:
                  url: jdbc:mysql://h:1/t
                  user: ut
                  password-file: secrets/t
                  max-connections: 2
                target:
                  database: projects/p/instances/in/databases/db
                  emulator-host: 127.0.0.1:9010
                ledger:
                  database: projects/p/instances/in/databases/books
                policy:
                  commit-mutations: 100
                  commit-bytes: 2_000
                  commit-rows: 30
                  bin-bytes: 4000
                  hoarder-rows: 500
                """)
            .move();

    String secret = folder.resolve("secrets/t").toString();
    assertThat(move)
        .isEqualTo(
            new MoveConfig(
                List.of(
                    new ShardConfig(
                        "a",
                        "https://a.example.org",
                        new MySqlConfig("jdbc:mysql://h:1/a", "ua", SecretRef.env("PA"), 7))),
                new MySqlConfig("jdbc:mysql://h:1/t", "ut", SecretRef.file(secret), 2),
                new SpannerConfig("p", "in", "db", "127.0.0.1:9010"),
                new SpannerConfig("p", "in", "books", "127.0.0.1:9010"),
                new CopyPolicy(new CommitLimits(100, 2_000, 30), 4_000, 500)));
  }

  @Test
  void defaults_areAsDocumented() throws IOException {
    MoveConfig move = load(SMALLEST).move();

    assertThat(move.shards().get(0).database().maxConnections()).isEqualTo(4);
    assertThat(move.shards().get(0).database().password()).isNull();
    assertThat(move.target().emulatorHost()).isNull();
    assertThat(move.ledger()).isEqualTo(move.target());
    assertThat(move.policy()).isEqualTo(CopyPolicy.DEFAULT);
  }

  @Test
  void quotaSteps_keepTheirOrderAndHaveADefault() throws IOException {
    assertThat(load(SMALLEST).quotaSteps()).isEqualTo(QuotaStep.DEFAULT);
    assertThat(load(SMALLEST + "policy: {quota-steps: 'tombstones, expired'}\n").quotaSteps())
        .containsExactly(QuotaStep.TOMBSTONES, QuotaStep.EXPIRED);
  }

  @Test
  void quotaSteps_thatTrimFirst_areRefused() {
    assertThatThrownBy(() -> load(SMALLEST + "policy: {quota-steps: 'trims,expired'}\n"))
        .hasMessageContaining("policy.quota-steps")
        .hasMessageContaining("come last");
  }

  @Test
  void example_isACompleteConfiguration() throws IOException {
    try (InputStream example =
        Objects.requireNonNull(getClass().getResourceAsStream("/godwit/cli/example.yaml"))) {
      LoadedConfig loaded = load(new String(example.readAllBytes(), StandardCharsets.UTF_8));

      assertThat(loaded.move().shards()).hasSize(2);
      assertThat(loaded.move().policy()).isEqualTo(CopyPolicy.DEFAULT);
    }
  }

  @Test
  void printedConfiguration_isReadBackToTheSame() throws IOException {
    MoveConfig move = load(SMALLEST).move();

    assertThat(load(ConfigText.of(move)).move()).isEqualTo(move);
  }

  @Test
  void flags_standAboveTheEnvironment_andThatAboveTheFile() throws IOException {
    Map<String, String> environment =
        Map.of(
            "GODWIT_TARGET", "projects/e/instances/e1/databases/e2",
            "GODWIT_LEDGER", "projects/e/instances/e1/databases/e3",
            "SPANNER_EMULATOR_HOST", "h:9");

    LoadedConfig byFlag =
        load(SMALLEST, new Overrides("projects/f/instances/f1/databases/f2", null, environment));
    LoadedConfig byEnvironment = load(SMALLEST, Overrides.of(environment));

    assertThat(byFlag.move().target()).isEqualTo(new SpannerConfig("f", "f1", "f2", "h:9"));
    assertThat(byFlag.move().ledger()).isEqualTo(new SpannerConfig("e", "e1", "e3", "h:9"));
    assertThat(byEnvironment.move().target()).isEqualTo(new SpannerConfig("e", "e1", "e2", "h:9"));
    assertThat(byFlag.settings())
        .contains(
            new Setting("target.database", "projects/f/instances/f1/databases/f2", "--target"),
            new Setting(
                "ledger.database", "projects/e/instances/e1/databases/e3", "$GODWIT_LEDGER"),
            new Setting("target.emulator-host", "h:9", "$SPANNER_EMULATOR_HOST"),
            new Setting("shards[0].name", "a", "godwit.yaml:2"),
            new Setting("policy.commit-rows", "2000", "default"));
  }

  @Test
  void allProblems_areToldAtOnce_withTheirLines() {
    assertThatThrownBy(
            () ->
                load(
                    """
                    shards:
                      - name: a
                        nodee: https://a.example.org
                        url: jdbc:postgres://h/a
                        user: u
                        max-connections: none
                      - name: a
                        node: https://b.example.org
                        url: jdbc:mysql://h:1/b?password=secret
                        user: u
                        password-env: A
                        password-file: b
                    target:
                      database: p/i/d
                    polcy: {}
                    """))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.exit()).isEqualTo(ExitCode.PRECONDITION))
        .hasMessageContaining("problems in the configuration")
        .hasMessageContaining(
            "godwit.yaml:3: unknown setting 'shards[0].nodee'; did you mean 'node'?")
        .hasMessageContaining("shards[0].node is missing")
        .hasMessageContaining("godwit.yaml:6: shards[0].max-connections: 'none' is not a whole")
        .hasMessageContaining("godwit.yaml:4: shards[0].url: not a MySQL URL")
        .hasMessageContaining("godwit.yaml:7: shards[1].name: another shard is named 'a' too")
        .hasMessageContaining("godwit.yaml:12: shards[1].password-file: password-env names")
        .hasMessageContaining("godwit.yaml:9: shards[1].url: credentials do not belong")
        .hasMessageContaining("tokenserver: is missing")
        .hasMessageContaining("unknown setting 'polcy'; did you mean 'policy'?")
        .hasMessageContaining("target.database: not a Spanner database: 'p/i/d'")
        .hasMessageNotContaining("secret");
  }

  @Test
  void textThatIsNotYaml_isOneProblemWithItsLine() {
    assertThatThrownBy(() -> load("shards:\n  - name: 'a\n"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is not YAML");
  }

  @Test
  void missingFile_saysHowToBegin() {
    assertThatThrownBy(() -> LoadedConfig.load(folder.resolve("none.yaml"), Overrides.of(Map.of())))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("none.yaml")
        .hasMessageContaining("godwit config --example");
  }

  private LoadedConfig load(String text) throws IOException {
    return load(text, Overrides.of(Map.of()));
  }

  private LoadedConfig load(String text, Overrides overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("godwit.yaml"), text);
    return LoadedConfig.load(file, overrides);
  }
}
