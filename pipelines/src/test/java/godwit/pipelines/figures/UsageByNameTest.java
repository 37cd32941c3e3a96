package godwit.pipelines.figures;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Usage;
import godwit.pipelines.figures.UsageByName.Sum;
import org.junit.jupiter.api.Test;

class UsageByNameTest {
  private final UsageByName usage = new UsageByName();

  @Test
  void sums_comeWithMostBytesFirst() {
    usage.add("tabs", new Usage(1, 10));
    usage.add("history", new Usage(5, 500));
    usage.add("tabs", new Usage(2, 20));

    assertThat(usage.sums())
        .containsExactly(new Sum("history", 1, 5, 500), new Sum("tabs", 2, 3, 30));
  }

  @Test
  void endlessNames_goIntoOneSum() {
    for (int i = 0; i < UsageByName.MAX_NAMES + 500; i++) {
      usage.add("name" + i, new Usage(1, 1));
    }

    assertThat(usage.sums()).hasSize(UsageByName.MAX_NAMES + 1);
    assertThat(usage.sums().get(0)).isEqualTo(new Sum(UsageByName.OTHERS, 500, 500, 500));
  }

  @Test
  void addAll_addsUp() {
    var other = new UsageByName();
    other.add("tabs", new Usage(1, 10));
    usage.add("tabs", new Usage(1, 10));
    usage.addAll(other);

    assertThat(usage.sums()).containsExactly(new Sum("tabs", 2, 2, 20));
  }
}
