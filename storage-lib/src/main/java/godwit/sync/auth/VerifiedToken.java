package godwit.sync.auth;

/**
 * A token that one of our secrets signed.
 *
 * @param claims what it says
 * @param key the MAC key of its holder
 */
record VerifiedToken(TokenClaims claims, String key) {
  @Override
  public String toString() {
    return "VerifiedToken[" + claims.uid() + "]";
  }
}
