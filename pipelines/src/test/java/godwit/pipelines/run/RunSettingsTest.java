package godwit.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import godwit.storage.CommitLimits;
import godwit.storage.SecretRef;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunSettingsTest {
  private static final MySqlConfig MYSQL =
      new MySqlConfig("jdbc:mysql://h:3306/s", "u", SecretRef.env("PASSWORD"), 4);
  private static final SpannerConfig SPANNER =
      SpannerConfig.parse("projects/p-p/instances/i-i/databases/d-d", null);

  private static ShardConfig shard(String name) {
    return new ShardConfig(name, "https://" + name, MYSQL);
  }

  private static MoveConfig config(List<ShardConfig> shards) {
    return new MoveConfig(shards, MYSQL, SPANNER, SPANNER, CopyPolicy.DEFAULT);
  }

  @Test
  void defaults_areThese() {
    assertThat(CopyPolicy.DEFAULT.commit()).isEqualTo(new CommitLimits(20_000, 4_000_000, 2_000));
    assertThat(CopyPolicy.DEFAULT.binBytes()).isEqualTo(67_108_864);
    assertThat(CopyPolicy.DEFAULT.hoarderRows()).isEqualTo(100_000);
  }

  @Test
  void sizesBelowOne_areQuoted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CopyPolicy(CommitLimits.DEFAULT, 0, 5))
        .withMessageContaining("bin-bytes 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CopyPolicy(CommitLimits.DEFAULT, 5, -1))
        .withMessageContaining("hoarder-rows -1");
  }

  @Test
  void shards_haveNamesOfTheirOwn() {
    assertThatIllegalArgumentException().isThrownBy(() -> config(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(List.of(shard("a"), shard("b"), shard("a"))))
        .withMessageContaining("'a'");
    assertThatIllegalArgumentException().isThrownBy(() -> new ShardConfig(" ", "n", MYSQL));
    assertThatIllegalArgumentException().isThrownBy(() -> new ShardConfig("n", "", MYSQL));
  }

  @Test
  void shard_isFoundByName() {
    MoveConfig config = config(List.of(shard("a"), shard("b")));
    assertThat(config.shard("b").node()).isEqualTo("https://b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.shard("c"))
        .withMessageContaining("'c'")
        .withMessageContaining("a, b");
  }

  @Test
  void ledgerElsewhere_isNoticed() {
    assertThat(config(List.of(shard("a"))).ledgerIsInTarget()).isTrue();
    SpannerConfig other = SpannerConfig.parse("projects/p-p/instances/i-i/databases/e-e", null);
    assertThat(
            new MoveConfig(List.of(shard("a")), MYSQL, SPANNER, other, CopyPolicy.DEFAULT)
                .ledgerIsInTarget())
        .isFalse();
  }

  @Test
  void config_travelsToWorkers() throws Exception {
    MoveConfig config =
        config(IntStream.range(0, 500).mapToObj(number -> shard("s" + number)).toList());
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(config);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(config);
    }
    assertThat(config.toString()).contains("env PASSWORD");
  }

  @Test
  void runIds_areReadableAndDiffer() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T01:45:00Z"), ZoneOffset.UTC);
    assertThat(RunId.next("migrate", clock)).matches("migrate-20261123-014500-[0-9a-f]{4}");
  }

  @Test
  void control_addsUpAndIsFoundByItsRun() {
    var control = new RunControl();
    assertThat(control.total()).isEqualTo(RunControl.Progress.NONE);
    assertThat(control.phase()).isEqualTo("starting");
    assertThat(control.waitReason()).isEmpty();
    assertThat(control.isStopped()).isFalse();
    control.addRows(2, 30);
    control.addRows(1, 1);
    control.addUsers(4);
    control.expect(new RunControl.Progress(9, 8, 7));
    control.enter("copying");
    control.waitFor("a retry");
    control.stop();
    assertThat(control.done()).isEqualTo(new RunControl.Progress(4, 3, 31));
    assertThat(control.total()).isEqualTo(new RunControl.Progress(9, 8, 7));
    assertThat(control.phase()).isEqualTo("copying");
    assertThat(control.waitReason()).isEqualTo("a retry");
    assertThat(control.isStopped()).isTrue();

    control.attach("run-a");
    assertThat(RunControl.of("run-a")).isSameAs(control);
    RunControl.detach("run-a");
    assertThat(RunControl.of("run-a")).isNotSameAs(control);
    RunControl.detach("run-a");
  }
}
