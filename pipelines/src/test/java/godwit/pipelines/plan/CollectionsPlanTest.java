package godwit.pipelines.plan;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.CollectionName;
import godwit.model.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectionsPlanTest {
  private static final CollectionName NOTES = new CollectionName("notes");
  private static final CollectionName BIG_NOTES = new CollectionName("Notes");

  private static Map<CollectionName, Integer> target(Object... names) {
    var target = new HashMap<>(Collections.standard());
    for (int i = 0; i < names.length; i++) {
      target.put((CollectionName) names[i], 101 + i);
    }
    return target;
  }

  @Test
  void nothingInUse_needsNothing() {
    assertThat(CollectionsPlan.of(Map.of(), target()))
        .isEqualTo(
            new CollectionsPlan(java.util.List.of(), java.util.List.of(), java.util.List.of()));
  }

  @Test
  void standardAndKnownNames_areNotAllocated() {
    var inUse = Map.of("s", Map.of(7, new CollectionName("bookmarks"), 100, NOTES));
    assertThat(CollectionsPlan.of(inUse, target(NOTES)).allocate()).isEmpty();
    assertThat(CollectionsPlan.of(inUse, Map.of()).allocate()).containsExactly("notes");
  }

  @Test
  void oneNameWithTwoIds_isAllocatedOnce() {
    var inUse = Map.of("s", Map.of(100, NOTES), "t", Map.of(200, NOTES));
    CollectionsPlan plan = CollectionsPlan.of(inUse, target());
    assertThat(plan.allocate()).containsExactly("notes");
    assertThat(plan.clashes()).isEmpty();
  }

  @Test
  void oneIdWithTwoNames_isAClash() {
    var inUse =
        Map.of(
            "s", Map.of(100, NOTES),
            "t", Map.of(100, new CollectionName("todo")),
            "u", Map.of(100, NOTES));
    CollectionsPlan plan = CollectionsPlan.of(inUse, target());
    assertThat(plan.clashes()).containsExactly("id 100 is notes on s, u; todo on t");
    assertThat(plan.allocate()).containsExactly("notes", "todo");
  }

  @Test
  void namesThatDifferInCase_areTwoNames() {
    var inUse = Map.of("s", Map.of(100, NOTES), "t", Map.of(100, BIG_NOTES));
    CollectionsPlan plan = CollectionsPlan.of(inUse, target());
    assertThat(plan.allocate()).containsExactlyInAnyOrder("notes", "Notes");
    assertThat(plan.caseVariants()).containsExactly("Notes, notes");
  }

  @Test
  void caseVariantsOfTheTarget_areReportedToo() {
    CollectionsPlan plan = CollectionsPlan.of(Map.of("s", Map.of(100, NOTES)), target(BIG_NOTES));
    assertThat(plan.allocate()).containsExactly("notes");
    assertThat(plan.caseVariants()).containsExactly("Notes, notes");
  }
}
