package godwit.testdata.client;

/**
 * Whom a token is for.
 *
 * @param uid the tokenserver's number
 * @param fxaUid the account
 * @param fxaKid the generation of its keys
 */
public record Account(long uid, String fxaUid, String fxaKid) {
  /** A made account; two numbers, two accounts. */
  public static Account numbered(long uid) {
    return new Account(uid, "%032x".formatted(uid), "%013d-%s".formatted(uid, "a2V5"));
  }

  /** Where its storage is. */
  public String root() {
    return "/1.5/" + uid;
  }
}
