package godwit.tokenserver.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The names of accounts and devices in telemetry: the same each time, and meaningless elsewhere.
 */
public final class MetricsHash {
  private static final String HMAC = "HmacSHA256";
  private static final int HEX_DIGITS = 32;

  /** Devices are not told apart any more; the reference hashes this word for all of them. */
  private static final String NO_DEVICE = "none";

  private final SecretKeySpec key;

  private MetricsHash(SecretKeySpec key) {
    this.key = key;
  }

  /** Hashes with a secret, which keeps others from trying all accounts; not empty. */
  public static MetricsHash of(String secret) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("the metrics hash secret is empty");
    }
    return new MetricsHash(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
  }

  /** The account, as 32 hex digits. */
  String account(String fxaUid) {
    return hash(fxaUid);
  }

  /** The account's only device, as 32 hex digits; it is made of the account's shortened hash. */
  String device(String hashedAccount) {
    return hash(hashedAccount + NO_DEVICE);
  }

  private String hash(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole).substring(0, HEX_DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks " + HMAC, e);
    }
  }
}
