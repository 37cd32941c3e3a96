package godwit.pipelines.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4000, 0",
    "4001, 1",
    "64000, 1",
    "64016, 2",
    "1000000, 2",
    "130000000, 4",
    "9223372036854775807, 6"
  })
  void buckets_holdAFewThousandUsers(long users, int chars) {
    assertThat(Task.bucketChars(users)).isEqualTo(chars);
  }

  @Test
  void settings_lookOnlyByDefault() {
    assertThat(VerifySettings.DEFAULT).isEqualTo(new VerifySettings(false, 1_000, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VerifySettings(false, -1, false))
        .withMessageContaining("-1");
  }
}
