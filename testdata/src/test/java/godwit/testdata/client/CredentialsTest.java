package godwit.testdata.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static final String SECRET = "example master secret 2024";
  private static final String TOKEN =
      """
      {"node":"https://sync.example.com","fxa_kid":"1700000000123-ABEiM0RVZneImaq7zN3u_w",\
      "fxa_uid":"0123456789abcdef0123456789abcdef",\
      "hashed_device_id":"6a6b12cd69713840230937f8fd12adc7",\
      "hashed_fxa_uid":"37b359ca074b634a57f1991f0d558e01","expires":4102444800,"uid":12345,\
      "tokenserver_origin":"rust","salt":"a1b2c3"}\
      """;

  private final Credentials credentials = Credentials.sign(SECRET, TOKEN, "a1b2c3");

  @Test
  void id_endsWithTheSignature() {
    assertThat(credentials.id())
        .hasSize(460)
        .endsWith("MyJ9-rDoQikuK2SZCiHO1FSnDordhBbrC39Istn5yslLyKU=");
  }

  @Test
  void key_isDerivedFromTheId() {
    assertThat(credentials.key()).isEqualTo("I2qvGKYv51vuMRsxpb7QPbNf4f0vES2vKJqbuZwQZQI=");
  }

  @Test
  void mac_isTheProtocols() {
    var request =
        new Credentials.Signed(
            "GET", "/1.5/12345/storage/bookmarks?full=1&limit=10", "sync.example.com", 443);

    assertThat(credentials.mac(request, "1700000000", "j4h3g2", "", ""))
        .isEqualTo("UGRLmrFvkg+MjS+IIQZ8HNcDNKr0dosSDkIMuFFx1X4=");
  }

  @Test
  void mac_coversHashAndExtension() {
    var request =
        new Credentials.Signed("PUT", "/1.5/12345/storage/meta/global", "sync.example.com", 443);
    String hash = Credentials.hash("application/json", "{\"payload\":\"blob\"}".getBytes(UTF_8));

    assertThat(hash).isEqualTo("PTxrop+Izlw8aJcrgLpyJt09IIL6ubsf2+yCSctLDdM=");
    assertThat(credentials.mac(request, "1700000001", "Zm9vYmE=", hash, "some-ext"))
        .isEqualTo("9TNfyc/1KVOhxxYb8m6e02LY3OuWiZEUDOd461n6Jes=");
  }
}
