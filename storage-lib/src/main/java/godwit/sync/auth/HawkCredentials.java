package godwit.sync.auth;

/**
 * What a client signs its requests with.
 *
 * @param id the token
 * @param key the MAC key, whose ASCII bytes are used as they stand
 */
public record HawkCredentials(String id, String key) {
  /** Shows neither half. */
  @Override
  public String toString() {
    return "HawkCredentials[...]";
  }
}
