package godwit.tokenserver.oauth;

import org.jspecify.annotations.Nullable;

/**
 * What an access token says.
 *
 * @param fxaUid the account
 * @param generation time of the last change of the password in milliseconds since the epoch, or
 *     null if the token does not tell
 */
public record OAuthClaims(String fxaUid, @Nullable Long generation) {

  /** Leaves the account out. */
  @Override
  public String toString() {
    return "OAuthClaims[generation=" + generation + "]";
  }
}
