package godwit.tokenserver.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsHashTest {
  @Test
  void hashes_matchTheVectors() {
    MetricsHash hash = MetricsHash.of("metrics secret");
    String account = hash.account("0123456789abcdef0123456789abcdef");
    assertThat(account).isEqualTo("37b359ca074b634a57f1991f0d558e01");
    assertThat(hash.device(account)).isEqualTo("6a6b12cd69713840230937f8fd12adc7");
  }

  @Test
  void secret_mustNotBeEmpty() {
    assertThatThrownBy(() -> MetricsHash.of("")).hasMessageContaining("is empty");
  }
}
