package godwit.tokenserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeChoiceTest {
  private static NodeRow node(long id, int available, int load, int capacity) {
    return new NodeRow(id, available, load, capacity, 0, 0);
  }

  private static OptionalLong best(NodeRow... nodes) {
    return NodeChoice.best(Arrays.asList(nodes));
  }

  @Test
  void best_isNoneWithoutNodes() {
    assertThat(best()).isEmpty();
  }

  @Test
  void best_leavesOutWhatTakesNobody() {
    assertThat(
            best(
                node(1, 0, 5, 10),
                node(2, 1, 10, 10),
                node(3, 1, 11, 10),
                new NodeRow(4, 1, 5, 10, 1, 0),
                new NodeRow(5, 1, 5, 10, 0, 1)))
        .isEmpty();
    assertThat(best(node(1, 0, 5, 10), node(6, 1, 9, 10))).hasValue(6);
  }

  @Test
  void best_comparesLogarithms() {
    // 0.5 against 0.666: by plain shares the second would be the emptier one.
    assertThat(best(node(1, 1, 10, 100), node(2, 1, 100, 1_000))).hasValue(1);
    assertThat(best(node(1, 1, 100, 1_000), node(2, 1, 10, 100))).hasValue(2);
    assertThat(best(node(1, 1, 50, 100), node(2, 1, 100, 1_000))).hasValue(2);
  }

  @Test
  void best_prefersAnEmptyNodeToAllOthers() {
    assertThat(best(node(1, 1, 1, 1_000_000), node(2, 1, 0, 2))).hasValue(2);
    assertThat(best(node(1, 1, 1, 1_000_000), node(2, 1, 0, 1))).hasValue(2);
  }

  @Test
  void best_isTheLowerIdOfTwoEquals() {
    assertThat(best(node(9, 1, 5, 10), node(3, 1, 5, 10))).hasValue(3);
  }

  @Test
  void newNode_losesSlashesAndStartsWithAShare() {
    assertThat(NewNode.of("https://sync.example.org//", 25, 0.1))
        .isEqualTo(new NewNode("https://sync.example.org", 25, 3));
    assertThat(NewNode.of("http://127.0.0.1:8000", 1, 0.1))
        .isEqualTo(new NewNode("http://127.0.0.1:8000", 1, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sync.example.org",
        "ftp://sync.example.org",
        "https://",
        "https://a b",
        "https://user:pw@sync.example.org",
        "https://sync.example.org?x=1",
        "https://sync.example.org/0123456789012345678901234567890123456789",
      })
  void newNode_refusesWhatIsNoNodeUrl(String url) {
    assertThatThrownBy(() -> NewNode.of(url, 1, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a node URL: '" + url + "'");
  }

  @Test
  void newNode_needsCapacity() {
    assertThatThrownBy(() -> NewNode.of("https://a", 0, 0.1))
        .hasMessageContaining("node capacity: 0 is below 1");
  }
}
