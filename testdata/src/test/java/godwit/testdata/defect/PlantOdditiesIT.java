package godwit.testdata.defect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import godwit.testdata.Workload;
import godwit.testdata.defect.PlantOddities.PlantedOddity;
import godwit.testdata.load.LoadedWorkload;
import godwit.testdata.load.ProgressListener;
import godwit.testdata.load.ServerTarget;
import godwit.testdata.load.ShardLayout;
import godwit.testdata.load.TestDataLoad;
import godwit.testdata.server.EmbeddedMySql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantOdditiesIT {
  private static final EmbeddedMySql SERVER = EmbeddedMySql.shared();

  private static ServerTarget target(String name) {
    return new ServerTarget(SERVER.url(""), SERVER.user(), SERVER::password, name);
  }

  private static LoadedWorkload load(ServerTarget target, int users) throws Exception {
    return TestDataLoad.load(
        Workload.of(3, users).withMedianRows(5),
        target,
        shard -> shard % 2 == 0 ? ShardLayout.python(3) : ShardLayout.rust(),
        ProgressListener.SILENT);
  }

  @Test
  void everyOddity_goesIntoAUserOfItsOwn() throws Exception {
    ServerTarget target = target("oddities_all");
    LoadedWorkload loaded = load(target, 60);
    List<Oddity> all = new ArrayList<>(List.of(Oddity.values()));
    // Others would find their table gone.
    Collections.swap(all, all.indexOf(Oddity.TABLE_GAP), all.size() - 1);

    List<PlantedOddity> planted = PlantOddities.plant(loaded, target, all);

    assertThat(planted).extracting(PlantedOddity::oddity).containsExactlyElementsOf(all);
    assertThat(planted).extracting(one -> one.place().uid()).doesNotHaveDuplicates();
    assertThat(planted)
        .extracting(PlantedOddity::shard)
        .containsAll(Arrays.asList("shard0", "shard1"));
  }

  @Test
  void workloadThatIsTooSmall_isRefusedInWords() throws Exception {
    ServerTarget target = target("oddities_few");
    LoadedWorkload loaded = load(target, 1);
    List<Oddity> many = Collections.nCopies(3, Oddity.ZERO_EXPIRY);
    assertThatIllegalStateException()
        .isThrownBy(() -> PlantOddities.plant(loaded, target, many))
        .withMessageContaining("No user is left for ZERO_EXPIRY");
  }
}
