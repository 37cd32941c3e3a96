package godwit.sweep.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.ServerLoad;
import godwit.sweep.contract.SweepFixture;
import godwit.sweep.contract.SweepStoreContract;
import godwit.testdata.load.ShardLayout;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MySqlSweepTest {
  @Nested
  class PythonTables extends SweepStoreContract {
    @Override
    protected SweepFixture create() {
      return new MySqlSweepFixture(ShardLayout.python(3));
    }
  }

  @Nested
  class PythonPlain extends SweepStoreContract {
    @Override
    protected SweepFixture create() {
      return new MySqlSweepFixture(ShardLayout.pythonPlain());
    }
  }

  @Nested
  class Rust extends SweepStoreContract {
    @Override
    protected SweepFixture create() {
      return new MySqlSweepFixture(ShardLayout.rust());
    }
  }

  @Nested
  class Rust2018 extends SweepStoreContract {
    @Override
    protected SweepFixture create() {
      return new MySqlSweepFixture(ShardLayout.rust2018());
    }
  }

  @Test
  void load_tellsHowManyStatementsRunAndThatNothingReplicates() {
    try (var fixture = new MySqlSweepFixture(ShardLayout.rust())) {
      ServerLoad load = fixture.store().load(true).orElseThrow();

      assertThat(load.running()).isPositive();
      assertThat(load.replicates()).isFalse();
      assertThat(load.lagSeconds()).isNull();
    }
  }

  @Test
  void owners_withRecordsOnlyAreListedToo() {
    try (var fixture = new MySqlSweepFixture(ShardLayout.python(3))) {
      Owner alice = fixture.owner(1);
      fixture.addRow(alice, 7, SweepFixture.Stored.of("a", "1", 1_000));

      var owners = fixture.store().ownersAfter(OwnerRange.ALL, null, 10);

      assertThat(owners).hasSize(1);
      assertThat(owners.get(0).collections()).containsOnlyKeys(7);
      assertThat(owners.get(0).collections().get(7)).extracting("modifiedMicros").isNull();
    }
  }

  @Test
  void ranges_ofOtherNotationsAreRefused() {
    try (var fixture = new MySqlSweepFixture(ShardLayout.rust())) {
      assertThatThrownBy(() -> fixture.store().ownersAfter(new OwnerRange("abc", ""), null, 10))
          .hasMessage("not a uid: 'abc'; a shard's are numbers");
    }
  }
}
