package godwit.cli.serve;

import godwit.cli.session.Session;
import godwit.cli.session.ShellWord;
import godwit.sync.SyncUser;
import godwit.sync.auth.HawkCredentials;
import godwit.sync.auth.TokenClaims;
import godwit.sync.auth.TokenSecrets;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One request to be signed, and the token to sign it with.
 *
 * @param user who asks
 * @param base where the server is, without a slash at the end
 * @param method in upper case
 * @param path below the user's own, such as {@code info/collections}
 * @param seconds how long the token is good for
 */
public record TokenRequest(SyncUser user, String base, String method, String path, long seconds) {
  /** Far above the uids that a tokenserver has given to people. */
  public static final long TRIAL_UID = 1_000_000_000;

  private static final int NONCE_BYTES = 6;

  /**
   * What was made.
   *
   * @param credentials the token and its key
   * @param expires seconds since the epoch
   * @param uri of the request
   * @param authorization the value of its header
   */
  public record Signed(HawkCredentials credentials, long expires, URI uri, String authorization) {
    /** Shows nothing: all of it is a credential. */
    @Override
    public String toString() {
      return "Signed[...]";
    }
  }

  /** An account for a uid of which only the uid is known: made of it, so that it is always one. */
  public static String accountOf(long uid) {
    return String.format(Locale.ROOT, "%032x", uid);
  }

  /** The key of such an account. */
  public static String kidOf(long uid) {
    byte[] state = ByteBuffer.allocate(16).putLong(8, uid).array();
    return "0000000000001-" + Base64.getUrlEncoder().withoutPadding().encodeToString(state);
  }

  /** Makes the token and signs the request. */
  public Signed sign(TokenSecrets secrets, Clock clock) {
    long now = clock.instant().getEpochSecond();
    long expires = now + seconds;
    HawkCredentials credentials = secrets.mint(TokenClaims.of(user, base, expires));
    URI uri = URI.create(base + "/1.5/" + user.uid() + (path.isEmpty() ? "" : "/" + path));
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    return new Signed(
        credentials,
        expires,
        uri,
        credentials.authorization(method, uri, now, HexFormat.of().formatHex(nonce)));
  }

  /** Commands that store a record and read it, without a credential in them. */
  static String example(Serving.Ready ready, Session session) {
    String token = session.command() + " token" + secret(ready, session) + url(ready);
    String record = ShellWord.of(ready.url() + "/1.5/" + TRIAL_UID + "/storage/trial/first");
    return """
      curl -X PUT -H "Authorization: $(%1$s --header PUT storage/trial/first)" \\
        -H 'Content-Type: application/json' -d '{"payload": "hello"}' %2$s
      curl -H "Authorization: $(%1$s --header GET storage/trial/first)" %2$s
    """
        .formatted(token, record);
  }

  /** How the command finds the server's secret; by itself, if it is in the usual place. */
  private static String secret(Serving.Ready ready, Session session) {
    Path file = ready.secretFile();
    var usual = new DataFolder(DataFolder.usual(session.environment()));
    if (file == null || file.equals(usual.secretFile())) {
      return "";
    }
    DataFolder folder = ready.folder();
    return folder != null && file.equals(folder.secretFile())
        ? " --data " + ShellWord.quoted(folder.path().toString())
        : " --master-secret-file " + ShellWord.quoted(file.toString());
  }

  private static String url(Serving.Ready ready) {
    return ready.url().equals("http://127.0.0.1:8000") ? "" : " --url " + ShellWord.of(ready.url());
  }
}
