package godwit.tokenserver;

/**
 * The accounts that a tokenserver serves. Safe to share between threads, and several processes may
 * use the same database.
 *
 * <p>All methods throw {@link godwit.storage.StorageException} if the database fails, and {@link
 * TokenserverRefusal} of kind ELAPSED if it takes longer than it may.
 */
public interface Accounts extends AutoCloseable {
  /**
   * Finds the account's node, and gives it one first if it has none. Requests of one account at the
   * same time get the same answer.
   *
   * @throws TokenserverRefusal if the claim does not follow what is known of the account, no node
   *     has room, or new users are not allowed; nothing has changed then
   */
  Placement place(AccountClaim claim);

  /** The account was deleted: its rows are retired. Does nothing if there are none. */
  void retire(String fxaUid);

  /**
   * The account's password changed: clients that signed in before are refused from now on. Does
   * nothing if later news are known already.
   *
   * @param changedAt milliseconds since the epoch, 1 or more
   */
  void passwordChanged(String fxaUid, long changedAt);

  @Override
  void close();
}
