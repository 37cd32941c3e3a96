package godwit.sync.auth;

import java.util.List;

/** Signs requests as a client does, with a secret of its own choosing. */
public final class RequestSigner {
  /** The secret that servers under test know. */
  public static final String SECRET = "a secret for tests";

  private final HawkCredentials credentials;

  /** Signs for a user whose token expires then, in seconds since the epoch. */
  public RequestSigner(TokenClaims claims) {
    this.credentials = TokenSecrets.of(List.of(SECRET)).mint(claims);
  }

  /**
   * The Authorization header of a request over https.
   *
   * @param hash of the body, or empty
   */
  public String header(String method, String target, String authority, long seconds, String hash) {
    var unsigned = new HawkHeader(credentials.id(), Long.toString(seconds), "nonce", "", hash, "");
    String mac =
        HawkMac.of(credentials.key(), unsigned, method, target, Origin.of(authority, "https"));
    String header =
        "Hawk id=\"%s\", ts=\"%d\", nonce=\"nonce\", mac=\"%s\""
            .formatted(credentials.id(), seconds, mac);
    return hash.isEmpty() ? header : header + ", hash=\"" + hash + "\"";
  }

  /** The hash of a body. */
  public static String hash(String contentType, byte[] body) {
    return HawkMac.payloadHash(contentType, body);
  }
}
