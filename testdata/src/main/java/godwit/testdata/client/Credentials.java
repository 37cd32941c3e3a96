package godwit.testdata.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token for a storage server and its key, as a tokenserver hands them out. */
public final class Credentials {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String SIGNING = "services.mozilla.com/tokenlib/v1/signing";
  private static final String DERIVING = "services.mozilla.com/tokenlib/v1/derive/";

  private final String id;
  private final String key;

  private Credentials(String id, String key) {
    this.id = id;
    this.key = key;
  }

  /**
   * A token whose JSON is given, for whoever needs an odd one.
   *
   * @param secret the master secret that the server knows
   * @param salt the one that the JSON names
   */
  public static Credentials sign(String secret, String json, String salt) {
    byte[] master = secret.getBytes(UTF_8);
    byte[] payload = json.getBytes(UTF_8);
    byte[] signature = hmac(hkdf(master, new byte[32], SIGNING), payload);
    byte[] token = Arrays.copyOf(payload, payload.length + signature.length);
    System.arraycopy(signature, 0, token, payload.length, signature.length);
    String id = Base64.getUrlEncoder().encodeToString(token);
    byte[] key = hkdf(master, salt.getBytes(US_ASCII), DERIVING + id);
    return new Credentials(id, Base64.getUrlEncoder().encodeToString(key));
  }

  /**
   * A token of one user.
   *
   * @param expires seconds since the epoch
   */
  public static Credentials of(String secret, Account account, long expires) {
    String json =
        """
        {"node": "http://sync.test", "uid": %d, "expires": %d, "fxa_uid": "%s", "fxa_kid": "%s",\
         "hashed_fxa_uid": "", "hashed_device_id": "", "salt": "c0ffee"}\
        """
            .formatted(account.uid(), expires, account.fxaUid(), account.fxaKid());
    return sign(secret, json, "c0ffee");
  }

  /** HKDF of RFC 5869 with SHA-256, for one block of output. */
  private static byte[] hkdf(byte[] secret, byte[] salt, String info) {
    var block = new ByteArrayOutputStream();
    block.writeBytes(info.getBytes(US_ASCII));
    block.write(1);
    return hmac(hmac(salt, secret), block.toByteArray());
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }

  /** The token, as requests carry it. */
  public String id() {
    return id;
  }

  /** The key that requests are signed with. */
  public String key() {
    return key;
  }

  /** Another token's text with this one's key, as a forger would try. */
  public Credentials withId(String other) {
    return new Credentials(other, key);
  }

  /**
   * The MAC of a request.
   *
   * @param ts seconds since the epoch, as written in the header
   * @param hash of the body, or empty
   * @param ext as written in the header, or empty
   */
  public String mac(Signed request, String ts, String nonce, String hash, String ext) {
    String text =
        String.join(
            "\n",
            "hawk.1.header",
            ts,
            nonce,
            request.method(),
            request.target(),
            request.host(),
            Integer.toString(request.port()),
            hash,
            ext,
            "");
    return Base64.getEncoder().encodeToString(hmac(key.getBytes(US_ASCII), text.getBytes(UTF_8)));
  }

  /** The Authorization header of a request whose body is not signed. */
  public String header(Signed request, long seconds, String nonce) {
    String ts = Long.toString(seconds);
    return "Hawk id=\"%s\", ts=\"%s\", nonce=\"%s\", mac=\"%s\""
        .formatted(id, ts, nonce, mac(request, ts, nonce, "", ""));
  }

  /** The same for a request whose body is signed. */
  public String header(Signed request, long seconds, String nonce, String hash) {
    String ts = Long.toString(seconds);
    return "Hawk id=\"%s\", ts=\"%s\", nonce=\"%s\", hash=\"%s\", mac=\"%s\""
        .formatted(id, ts, nonce, hash, mac(request, ts, nonce, hash, ""));
  }

  /**
   * The hash of a body.
   *
   * @param type its media type, without parameters
   */
  public static String hash(String type, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(("hawk.1.payload\n" + type + "\n").getBytes(UTF_8));
      digest.update(body);
      return Base64.getEncoder().encodeToString(digest.digest("\n".getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /**
   * What a signature covers.
   *
   * @param target path and query as they are sent
   * @param host without the port, in lower case
   */
  public record Signed(String method, String target, String host, int port) {}

  /** Shows nothing: all of it is a credential. */
  @Override
  public String toString() {
    return "Credentials[...]";
  }
}
