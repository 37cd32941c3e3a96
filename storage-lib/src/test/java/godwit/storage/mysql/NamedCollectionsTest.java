package godwit.storage.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.CollectionName;
import godwit.storage.mysql.NamedCollections.Casing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedCollectionsTest {
  private final List<String> problems = new ArrayList<>();

  private Map<Integer, CollectionName> merge(Map<Integer, String> stored) {
    return NamedCollections.merge(stored, Casing.IGNORED, problems);
  }

  @Test
  void emptyTable_hasTheStandardNames() {
    assertThat(merge(Map.of())).hasSize(13).containsEntry(1, new CollectionName("clients"));
    assertThat(problems).isEmpty();
  }

  @Test
  void dummies_areLeftOut_butARealNameAtSuchAnIdIsKept() {
    assertThat(merge(Map.of(99, "reserved", 98, ""))).hasSize(13);
    assertThat(merge(Map.of(100, "first", 101, "reserved")))
        .containsEntry(100, new CollectionName("first"))
        .containsEntry(101, new CollectionName("reserved"));
    assertThat(problems).isEmpty();
  }

  @Test
  void standardName_inAnotherCaseIsTheStandardOne() {
    assertThat(merge(Map.of(7, "Bookmarks"))).containsEntry(7, new CollectionName("bookmarks"));
    assertThat(problems).isEmpty();
  }

  @Test
  void standardName_inAnotherCaseIsAnotherOneWhereCaseCounts() {
    assertThat(NamedCollections.merge(Map.of(101, "Bookmarks"), Casing.EXACT, problems))
        .containsEntry(7, new CollectionName("bookmarks"))
        .containsEntry(101, new CollectionName("Bookmarks"));
    assertThat(problems).isEmpty();
    NamedCollections.merge(Map.of(7, "Bookmarks"), Casing.EXACT, problems);
    assertThat(problems).containsExactly("id 7 is 'Bookmarks' and not 'bookmarks'");
  }

  /** It keeps the standard names in memory, so whoever writes to "Bookmarks" gets a new id. */
  @Test
  void standardName_inAnotherCaseIsAnotherOneOnAPythonServer() {
    assertThat(
            NamedCollections.merge(
                Map.of(105, "Bookmarks", 6, "Meta"), Casing.EXACT_IN_MEMORY, problems))
        .containsEntry(7, new CollectionName("bookmarks"))
        .containsEntry(105, new CollectionName("Bookmarks"))
        .containsEntry(6, new CollectionName("meta"));
    assertThat(problems).isEmpty();
    NamedCollections.merge(Map.of(105, "bookmarks"), Casing.EXACT_IN_MEMORY, problems);
    assertThat(problems).containsExactly("'bookmarks' has the id 105 and not 7");
  }

  @Test
  void contradictions_areAllTold() {
    merge(Map.of(7, "markers", 130, "tabs", 0, "zero", 131, "x".repeat(33)));
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "id 7 is 'markers' and not 'bookmarks'",
            "'tabs' has the id 130 and not 9",
            "id 0 cannot be a collection named 'zero'",
            "id 131 cannot be a collection named '" + "x".repeat(33) + "'");
  }
}
