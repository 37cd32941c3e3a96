package godwit.sync.auth;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256, and the key derivation built on it (RFC 5869). */
final class HmacSha256 {
  /** Bytes of its output. */
  static final int LENGTH = 32;

  private static final String NAME = "HmacSHA256";
  private static final byte[] NO_SALT = new byte[LENGTH];

  private HmacSha256() {}

  static byte[] of(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(NAME);
      mac.init(new SecretKeySpec(key, NAME));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + NAME, e);
    }
  }

  /** The first step of HKDF: a fixed-length key out of a secret. */
  static byte[] extract(byte[] salt, byte[] secret) {
    return of(salt.length == 0 ? NO_SALT : salt, secret);
  }

  /** The second step of HKDF, for one block of output. */
  static byte[] expand(byte[] pseudoRandomKey, byte[] info) {
    return of(pseudoRandomKey, info, new byte[] {1});
  }
}
