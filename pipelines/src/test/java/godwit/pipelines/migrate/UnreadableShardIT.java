package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import godwit.pipelines.Rehearsal;
import godwit.pipelines.TargetRows;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.RunControl;
import godwit.storage.StorageException;
import godwit.testdata.Workload;
import godwit.testdata.defect.HostileShards;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.ShardLayout;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One shard that contradicts itself ends the run before anything is planned or copied. */
class UnreadableShardIT {
  @Test
  void gapInTheTables_isRefusedBeforeAnythingIsPlanned() throws Exception {
    try (Rehearsal rehearsal =
        Rehearsal.of(
            Workload.of(51, 6).withMedianRows(5),
            shard -> shard == 0 ? ShardLayout.rust() : ShardLayout.python(3))) {
      LoadedShard broken = rehearsal.loaded().shards().get(1);
      try (Connection connection = rehearsal.connect(broken)) {
        new HostileShards(connection, broken.layout()).tableGap(1);
      }

      StorageException refusal =
          catchThrowableOfType(
              StorageException.class,
              () ->
                  MigratePipeline.run(rehearsal.config(), Scope.ALL, List.of(), new RunControl()));

      assertThat(refusal.kind()).isEqualTo(StorageException.Kind.UNSUITABLE);
      assertThat(refusal).hasMessageContaining("bso1 is missing between bso0 and bso2");
      var rows = new TargetRows(rehearsal.database());
      assertThat(rows.rows("user_collections", List.of("fxa_uid"))).isEmpty();
      assertThat(rows.rows("godwit_users", List.of("fxa_uid"))).isEmpty();
      assertThat(rows.rows("godwit_runs", List.of("state"))).containsExactly("FAILED");
      MigrateReport other =
          MigratePipeline.run(
              rehearsal.config(),
              Scope.ALL.withShards(java.util.Set.of("shard0")),
              List.of(),
              new RunControl());
      assertThat(other.balanced()).isTrue();
      assertThat(other.users().copied()).isPositive();
    }
  }
}
