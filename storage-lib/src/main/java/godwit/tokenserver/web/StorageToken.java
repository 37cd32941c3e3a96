package godwit.tokenserver.web;

/**
 * A token with the key to sign requests with.
 *
 * @param id the token
 * @param key the MAC key as clients use it, in ASCII
 */
public record StorageToken(String id, String key) {

  /** Shows nothing: whoever has both may act as the user. */
  @Override
  public String toString() {
    return "StorageToken";
  }
}
