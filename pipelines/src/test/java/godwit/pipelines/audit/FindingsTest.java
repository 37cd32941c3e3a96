package godwit.pipelines.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private final Findings findings = new Findings();

  @Test
  void findings_areSummedByCode() {
    findings.add(FindingCode.HOARDER, 10, 100, "a:1");
    findings.add(FindingCode.HOARDER, 20, 200, "a:2");

    assertThat(findings.list())
        .containsExactly(new Finding(FindingCode.HOARDER, 2, 30, 300, List.of("a:1", "a:2")));
  }

  @Test
  void examples_areTheSameFewInWhateverOrderTheyCome() {
    var backwards = new Findings();
    IntStream.range(0, 1_000).forEach(i -> findings.add(FindingCode.HOARDER, 1, 1, "u" + i));
    IntStream.range(0, 1_000)
        .map(i -> 999 - i)
        .forEach(i -> backwards.add(FindingCode.HOARDER, 1, 1, "u" + i));

    assertThat(findings.list()).isEqualTo(backwards.list());
    assertThat(findings.list().get(0).examples()).hasSize(5);
  }

  @Test
  void whatBlocks_comesFirst() {
    findings.add(FindingCode.HOARDER, 1, 1, "a");
    findings.add(FindingCode.OVERSIZE, 1, 1, "b");

    assertThat(findings.list())
        .extracting(Finding::code)
        .containsExactly(FindingCode.OVERSIZE, FindingCode.HOARDER);
  }

  @Test
  void addAll_addsUp() {
    var other = new Findings();
    other.add(FindingCode.HOARDER, 1, 2, "a");
    findings.add(FindingCode.HOARDER, 1, 2, "b");
    findings.addAll(other);

    assertThat(findings.list())
        .containsExactly(new Finding(FindingCode.HOARDER, 2, 2, 4, List.of("a", "b")));
  }
}
