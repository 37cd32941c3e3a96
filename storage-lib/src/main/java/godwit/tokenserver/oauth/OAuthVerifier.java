package godwit.tokenserver.oauth;

/** Judges the access tokens that clients get from the accounts server. Safe to share. */
@FunctionalInterface
public interface OAuthVerifier {
  /**
   * What a token for Sync says.
   *
   * @throws OAuthRefusal of kind INVALID if the token is forged, expired, broken or not for Sync;
   *     UNAVAILABLE if that cannot be found out now
   */
  OAuthClaims verify(String token);
}
