package godwit.pipelines.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CipherWrapperTest {
  private static final String HMAC = "0123456789abcdef".repeat(4);
  private static final String IV = base64(16);
  private static final List<List<Integer>> ORDERS =
      List.of(
          List.of(0, 1, 2),
          List.of(0, 2, 1),
          List.of(1, 0, 2),
          List.of(1, 2, 0),
          List.of(2, 0, 1),
          List.of(2, 1, 0));

  private static String base64(int bytes) {
    byte[] ones = new byte[bytes];
    // Nothing but ones makes nothing but slashes.
    java.util.Arrays.fill(ones, (byte) 0xff);
    return Base64.getEncoder().encodeToString(ones);
  }

  private static String wrapper(String ciphertext, String iv, String hmac) {
    return "{\"ciphertext\":\""
        + ciphertext
        + "\",\"IV\":\""
        + iv
        + "\",\"hmac\":\""
        + hmac
        + "\"}";
  }

  @Test
  void parse_takesEveryOrderAndBothWaysToWriteSlashes() {
    String ciphertext = base64(48);
    List<String> fields =
        List.of(
            "\"ciphertext\":\"" + ciphertext + "\"",
            "\"IV\":\"" + IV + "\"",
            "\"hmac\":\"" + HMAC + "\"");
    for (List<Integer> order : ORDERS) {
      String payload = "{" + String.join(",", order.stream().map(fields::get).toList()) + "}";

      assertThat(CipherWrapper.parse(payload)).hasValue(new CipherWrapper(48));
      assertThat(CipherWrapper.parse(payload.replace("/", "\\/"))).hasValue(new CipherWrapper(48));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 48, 64, 80, 96, 112, 1600})
  void parse_tellsTheLengthOfTheCiphertext(int bytes) {
    assertThat(CipherWrapper.parse(wrapper(base64(bytes), IV, HMAC)))
        .hasValue(new CipherWrapper(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 17, 31, 33, 47, 49, 63})
  void parse_refusesBrokenBlocks(int bytes) {
    assertThat(CipherWrapper.parse(wrapper(base64(bytes), IV, HMAC))).isEmpty();
  }

  @Test
  void parse_refusesWhatIsNotExactlyAWrapper() {
    String good = wrapper(base64(48), IV, HMAC);
    for (String bad :
        List.of(
            "",
            "{}",
            "null",
            good + " ",
            " " + good,
            good + good,
            good.substring(0, good.length() - 1),
            good.replace("\"IV\"", "\"iv\""),
            good.replace(",\"IV\"", ", \"IV\""),
            good.replace("hmac", "ciphertext"),
            good.replace("}", ",\"id\":\"x\"}"),
            good.replace("\"hmac\":\"" + HMAC + "\"", "\"hmac\":1"),
            good.replace(",\"hmac\":\"" + HMAC + "\"", ""),
            good.replace("{", "[").replace("}", "]"),
            good.replace("//", "\\u002f\\u002f"),
            wrapper(base64(48), IV, HMAC.toUpperCase(java.util.Locale.ROOT)),
            wrapper(base64(48), IV, HMAC.substring(1)),
            wrapper(base64(48), IV, HMAC + "0"),
            wrapper(base64(48), base64(15), HMAC),
            wrapper(base64(48), base64(32), HMAC),
            wrapper(base64(64).replace("=", ""), IV, HMAC),
            wrapper(base64(64).replace("/w==", "/x=="), IV, HMAC),
            wrapper(base64(48).replace('/', '_'), IV, HMAC),
            wrapper(base64(48).replace("////", "/ //"), IV, HMAC))) {
      assertThat(CipherWrapper.parse(bad)).as(bad).isEmpty();
    }
  }

  /** One character more, less or other never makes another length of ciphertext. */
  @Test
  void parse_neverMistakesADamagedPayload() {
    long seed = 20_260_101L;
    var random = new Random(seed);
    String good = wrapper(base64(48), IV, HMAC);
    for (int i = 0; i < 20_000; i++) {
      int at = random.nextInt(good.length());
      char other = (char) (' ' + random.nextInt(95));
      String damaged =
          switch (random.nextInt(3)) {
            case 0 -> good.substring(0, at) + good.substring(at + 1);
            case 1 -> good.substring(0, at) + other + good.substring(at);
            default -> good.substring(0, at) + other + good.substring(at + 1);
          };
      CipherWrapper.parse(damaged)
          .ifPresent(
              wrapper ->
                  assertThat(wrapper.ciphertextBytes())
                      .as(damaged + " seed " + seed)
                      .isEqualTo(48));
    }
  }
}
