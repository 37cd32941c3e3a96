package godwit.sync.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import godwit.http.HttpRequest;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tokens and requests computed independently, with Python's hmac and hashlib. */
final class Vectors {
  static final String SECRET = "example master secret 2024";
  static final String SALT = "a1b2c3";
  static final String KEY = "I2qvGKYv51vuMRsxpb7QPbNf4f0vES2vKJqbuZwQZQI=";
  static final String ID = id(4_102_444_800L, "-rDoQikuK2SZCiHO1FSnDordhBbrC39Istn5yslLyKU=");
  static final String EXPIRED_ID =
      id(1_600_000_000L, "T8OdHdCOevAiAseOnuu3gNN7a45x65G23qX-9pBZBY0=");

  private Vectors() {}

  static String payload(long expires) {
    return """
    {"node":"https://sync.example.com","fxa_kid":"1700000000123-ABEiM0RVZneImaq7zN3u_w",\
    "fxa_uid":"0123456789abcdef0123456789abcdef",\
    "hashed_device_id":"6a6b12cd69713840230937f8fd12adc7",\
    "hashed_fxa_uid":"37b359ca074b634a57f1991f0d558e01","expires":%d,"uid":12345,\
    "tokenserver_origin":"rust","salt":"a1b2c3"}\
    """
        .formatted(expires);
  }

  /** The payload fills whole groups of three bytes, so that the signature's text stands alone. */
  private static String id(long expires, String signature) {
    return java.util.Base64.getUrlEncoder().encodeToString(payload(expires).getBytes(UTF_8))
        + signature;
  }

  static TokenSecrets secrets() {
    return TokenSecrets.of(List.of(SECRET));
  }

  static HttpRequest request(String method, String target, String host, String authorization) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("host", List.of(host));
    headers.put("authorization", List.of(authorization));
    return request(method, target, headers);
  }

  static HttpRequest request(String method, String target, Map<String, List<String>> headers) {
    int query = target.indexOf('?');
    return new HttpRequest(
        method,
        query < 0 ? target : target.substring(0, query),
        query < 0 ? null : target.substring(query + 1),
        headers,
        "https",
        InputStream.nullInputStream());
  }

  static String header(String id, String ts, String nonce, String mac) {
    return "Hawk id=\"%s\", ts=\"%s\", nonce=\"%s\", mac=\"%s\"".formatted(id, ts, nonce, mac);
  }
}
