package godwit.sync;

import godwit.model.CollectionName;
import java.util.function.Function;

/**
 * What a Sync server keeps its users in. Opening one may connect; each request then is one call of
 * one of the four session methods. Safe to share between threads, and several processes may use the
 * same database.
 *
 * <p>The work of a session runs within one transaction: what it reads is consistent, what it writes
 * is stored whole or not at all, and stored for good when the method returns. It may run more than
 * once, when the database asks for another try, and must have no effects but through its session.
 * If it throws, nothing is stored.
 *
 * <p>All session methods throw
 *
 * <ul>
 *   <li>{@link SyncRefusal} of kind CONFLICT if other writers would not let it through, FROZEN or
 *       SWITCHED if the user is being moved or was, found out within the same transaction, NO_KEY
 *       if the token does not say enough to find the user or that out;
 *   <li>{@link godwit.storage.StorageException} if the database fails.
 * </ul>
 */
public interface SyncStorage extends AutoCloseable {
  /** Reads what concerns all of a user's collections. */
  <T> T readStorage(SyncUser user, Function<? super StorageReader, ? extends T> work);

  /** Changes what concerns all of a user's collections. */
  <T> T writeStorage(SyncUser user, Function<? super StorageWriter, ? extends T> work);

  /**
   * Reads one collection. A writer of the same collection is either seen whole, with its time, or
   * not at all. An unknown collection reads as an empty one.
   */
  <T> T readCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionReader, ? extends T> work);

  /**
   * Changes one collection. Writers of one collection of one user come one after the other, each
   * with a later {@link CollectionReader#now time} than the one before, whatever the processes'
   * clocks say.
   */
  <T> T writeCollection(
      SyncUser user,
      CollectionName collection,
      Function<? super CollectionWriter, ? extends T> work);

  /**
   * Whether a batch of this backend could have that id, in any of its spellings. A look at the text
   * alone: whether there is such a batch, only a session can tell.
   */
  boolean isBatchId(String text);

  /**
   * Whether the user is being moved away, or was, without opening a session.
   *
   * @throws SyncRefusal of kind NO_KEY if others are, and the user cannot be told from them
   */
  MoveState moveState(SyncUser user);

  /**
   * Asks the database a question that costs little.
   *
   * @throws godwit.storage.StorageException if it does not answer
   */
  void verifyReachable();

  /** How busy the connections are now. */
  PoolState pool();

  @Override
  void close();
}
