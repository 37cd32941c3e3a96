package godwit.sync.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** What a Hawk signature and a Hawk payload hash are computed over. */
final class HawkMac {
  private HawkMac() {}

  /** The signature of a request, in base64. */
  static String of(String key, HawkHeader header, String method, String target, Origin origin) {
    String text =
        String.join(
            "\n",
            "hawk.1.header",
            header.ts(),
            header.nonce(),
            method,
            target,
            origin.host(),
            Integer.toString(origin.port()),
            header.hash(),
            header.ext(),
            "");
    return base64(HmacSha256.of(key.getBytes(UTF_8), text.getBytes(UTF_8)));
  }

  /**
   * The hash of a body, in base64.
   *
   * @param contentType as sent; parameters and case do not count
   */
  static String payloadHash(String contentType, byte[] body) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update("hawk.1.payload\n".getBytes(UTF_8));
      sha.update((type.strip().toLowerCase(Locale.ROOT) + "\n").getBytes(UTF_8));
      sha.update(body);
      sha.update("\n".getBytes(UTF_8));
      return base64(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Compares base64 texts without telling by its duration where they differ. */
  static boolean equal(String expected, String given) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
  }
}
