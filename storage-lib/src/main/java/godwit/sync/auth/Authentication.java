package godwit.sync.auth;

import godwit.sync.SyncUser;

/** A request's sender, and what it signed of the body. */
public final class Authentication {
  private final TokenClaims claims;
  private final String payloadHash;

  Authentication(TokenClaims claims, String payloadHash) {
    this.claims = claims;
    this.payloadHash = payloadHash;
  }

  /** What the token says. */
  public TokenClaims claims() {
    return claims;
  }

  /** Who sends the request. */
  public SyncUser user() {
    return claims.user();
  }

  /** Whether the client signed the body too, so that {@link #requirePayload} has work to do. */
  public boolean signsPayload() {
    return !payloadHash.isEmpty();
  }

  /**
   * Checks the body against what was signed. A request that signs no body passes.
   *
   * @param contentType as sent, or empty
   * @throws AuthRefusal of kind BAD_PAYLOAD_HASH if it is another body
   */
  public void requirePayload(String contentType, byte[] body) {
    if (signsPayload() && !HawkMac.equal(HawkMac.payloadHash(contentType, body), payloadHash)) {
      throw new AuthRefusal(AuthRefusal.Kind.BAD_PAYLOAD_HASH);
    }
  }

  @Override
  public String toString() {
    return "Authentication[" + claims.uid() + "]";
  }
}
