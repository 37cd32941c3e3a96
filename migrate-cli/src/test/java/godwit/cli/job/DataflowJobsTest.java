package godwit.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import godwit.pipelines.audit.AuditPipeline;
import godwit.pipelines.audit.AuditSettings;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.migrate.MigratePipeline;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.purge.PurgePipeline;
import godwit.pipelines.purge.PurgeSettings;
import godwit.pipelines.quota.EnforcePlan;
import godwit.pipelines.quota.QuotaPipeline;
import godwit.pipelines.quota.QuotaSettings;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import godwit.pipelines.run.StoreConfig;
import godwit.pipelines.verify.VerifyPipeline;
import godwit.pipelines.verify.VerifySettings;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.beam.runners.dataflow.DataflowRunner;
import org.apache.beam.runners.dataflow.options.DataflowPipelineDebugOptions;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.extensions.gcp.options.GcsOptions;
import org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every pipeline becomes a job that Dataflow could take: written as a template, without a network.
 */
class DataflowJobsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final SpannerConfig TARGET = new SpannerConfig("p", "i", "d", null);
  private static final String PLACE = "gs://bucket/temp/run.result";

  @TempDir Path folder;

  private static MoveConfig config(int shards) {
    var database = new MySqlConfig("jdbc:mysql://h:3306/s", "u", null, 4);
    List<ShardConfig> all =
        IntStream.range(0, shards)
            .mapToObj(i -> new ShardConfig("s" + i, "https://n" + i + ".example.org", database))
            .toList();
    return new MoveConfig(all, database, TARGET, TARGET, CopyPolicy.DEFAULT);
  }

  private static StoreScope scope(int shards) {
    MoveConfig config = config(shards);
    return new StoreScope(config, config.shards().stream().map(ShardConfig::name).toList(), true);
  }

  private DataflowPipelineOptions options(Path template) throws IOException {
    var options = PipelineOptionsFactory.as(DataflowPipelineOptions.class);
    options.setRunner(DataflowRunner.class);
    options.setProject("a-project");
    options.setRegion("europe-west1");
    options.setJobName("godwit");
    options.setTempLocation("gs://bucket/temp");
    // Given, since the runner would ask the bucket about its policy to derive it.
    options.setGcpTempLocation("gs://bucket/temp");
    options.setStagingLocation("gs://bucket/staging");
    options.setTemplateLocation(template.toString());
    options.setFilesToStage(List.of(Files.writeString(folder.resolve("a.jar"), "").toString()));
    options.as(GcpOptions.class).setCredentialFactoryClass(NoopCredentialFactory.class);
    options.as(GcsOptions.class).setPathValidatorClass(NoopPathValidator.class);
    options.as(DataflowPipelineDebugOptions.class).setStagerClass(JobStager.class);
    return options;
  }

  /** How a pipeline is made. */
  private interface Graph {
    Pipeline build(PipelineOptions options);
  }

  /** The number of steps of the job. */
  private int steps(Graph graph) throws IOException {
    Path template = folder.resolve("template.json");
    Files.deleteIfExists(template);
    graph.build(options(template)).run();
    JsonNode job = JsonMapper.builder().build().readTree(template.toFile());
    assertThat(job.path("type").asText()).isEqualTo("JOB_TYPE_BATCH");
    assertThat(job.path("steps")).isNotEmpty();
    return job.path("steps").size();
  }

  @Test
  void migrate_isAJobOfConstantSize() throws IOException {
    int one = steps(options -> MigratePipeline.build(options, config(1), "run"));

    assertThat(steps(options -> MigratePipeline.build(options, config(500), "run"))).isEqualTo(one);
  }

  @Test
  void verify_isAJobOfConstantSize() throws IOException {
    int one = steps(options -> verify(options, 1));

    assertThat(steps(options -> verify(options, 500))).isEqualTo(one);
  }

  private static Pipeline verify(PipelineOptions options, int shards) {
    return VerifyPipeline.build(options, config(shards), Scope.ALL, VerifySettings.DEFAULT, "run");
  }

  @Test
  void audit_isAJobOfConstantSize() throws IOException {
    int one = steps(options -> audit(options, 1));

    assertThat(steps(options -> audit(options, 500))).isEqualTo(one);
  }

  private static Pipeline audit(PipelineOptions options, int shards) {
    var settings =
        new AuditSettings(NOW, TombstonePolicy.DEFAULT, QuotaRule.DEFAULT, 100_000, false);
    return AuditPipeline.build(options, scope(shards), settings, "run", PLACE);
  }

  @Test
  void purges_areJobs() throws IOException {
    var expired = PurgeSettings.expired(NOW, NOW, Set.of());
    var tombstones = PurgeSettings.tombstones(NOW, TombstonePolicy.DEFAULT);
    StoreConfig shard = StoreConfig.of(config(1).shard("s0"), List.of());

    assertThat(steps(options -> PurgePipeline.build(options, shard, expired, "run", PLACE)))
        .isEqualTo(
            steps(
                options ->
                    PurgePipeline.build(
                        options, StoreConfig.of(TARGET), tombstones, "run", PLACE)));
  }

  @Test
  void quotas_areJobsOfConstantSize() throws IOException {
    QuotaSettings report = QuotaSettings.report(QuotaRule.DEFAULT, List.of(), NOW);
    QuotaSettings enforce =
        QuotaSettings.enforce(
            QuotaRule.DEFAULT, EnforcePlan.DEFAULT, TombstonePolicy.DEFAULT, NOW, true);

    assertThat(steps(o -> QuotaPipeline.build(o, scope(1), report, "run", PLACE)))
        .isEqualTo(steps(o -> QuotaPipeline.build(o, scope(500), enforce, "run", PLACE)));
  }
}
