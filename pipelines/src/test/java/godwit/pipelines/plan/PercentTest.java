package godwit.pipelines.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5:5", "6:5", "0:101", "-1:5", "0:5 ", "a:b", "1:2:3", "0:1000"})
  void impossibleShare_isQuoted(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Percent.parse(text))
        .withMessageContaining("'" + text + "'");
  }

  @Test
  void parse_readsBothEnds() {
    assertThat(Percent.parse("0:100")).isEqualTo(Percent.ALL);
    assertThat(Percent.parse("7:12")).isEqualTo(new Percent(7, 12));
  }

  @Test
  void everyAccount_isInExactlyOneOfAHundredBlocks() {
    long seed = 71;
    System.err.println("seed " + seed);
    var random = new Random(seed);
    int[] sizes = new int[100];
    for (int i = 0; i < 20_000; i++) {
      byte[] account = new byte[16];
      random.nextBytes(account);
      String fxaUid = HexFormat.of().formatHex(account);
      int found = 0;
      for (int block = 0; block < 100; block++) {
        if (new Percent(block, block + 1).includes(fxaUid)) {
          found++;
          sizes[block]++;
        }
      }
      assertThat(found).isEqualTo(1);
      assertThat(Percent.ALL.includes(fxaUid)).isTrue();
    }
    assertThat(Arrays.stream(sizes).boxed()).allMatch(size -> size > 120 && size < 280);
  }

  /** A share must not change between versions: an operator widens it from day to day. */
  @Test
  void slots_areFixed() {
    assertThat(new Percent(26, 27).includes("123456789")).isFalse();
    // CRC-32 of the check string is 0xCBF43926 = 3421780262.
    assertThat(new Percent(62, 63).includes("123456789")).isTrue();
  }
}
