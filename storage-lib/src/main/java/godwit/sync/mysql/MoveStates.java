package godwit.sync.mysql;

import godwit.sync.MoveState;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncUser;

/**
 * The table {@code migration}, which tells by account who is being moved. It need not be there, and
 * may be made at any time, so that its absence is never remembered.
 */
final class MoveStates {
  private static final int FROZEN = 1;
  private static final int SWITCHED = 2;
  private static final String SELECT = "SELECT state FROM migration WHERE fxa_uid = ?";
  private static final String SELECT_ANY = "SELECT state FROM migration WHERE state > 0 LIMIT 1";
  private static final String SHARED = " LOCK IN SHARE MODE";

  private MoveStates() {}

  static MoveState read(Transaction transaction, SyncUser user) {
    return select(transaction, user, "");
  }

  /** For a session that saw a snapshot: if the user is moved since, the snapshot is still right. */
  static void refuseReading(Transaction transaction, SyncUser user) {
    refuse(read(transaction, user));
  }

  /**
   * For a session that changes something; call it once its collection is locked. It reads what is
   * committed by now and keeps others from changing it. A row that is not there yet cannot be kept
   * away without blocking everybody's; {@link #write} waits for the collections instead.
   */
  static void refuseWriting(Transaction transaction, SyncUser user) {
    refuse(select(transaction, user, SHARED));
  }

  private static MoveState select(Transaction transaction, SyncUser user, String lock) {
    try {
      if (user.fxaUid().isEmpty()) {
        requireNobodyMoved(transaction, lock);
        return MoveState.HERE;
      }
      return state(transaction.number(SELECT + lock, user.fxaUid()));
    } catch (SqlFailure e) {
      if (e.isMissingTable()) {
        return MoveState.HERE;
      }
      throw e;
    }
  }

  /**
   * Tokens of old tokenservers name no account, and the table no uid. While anybody is being moved,
   * or was, such a user may be the one, and what is written here then would be lost.
   */
  private static void requireNobodyMoved(Transaction transaction, String lock) {
    if (transaction.number(SELECT_ANY + lock) > 0) {
      throw new SyncRefusal(
          SyncRefusal.Kind.NO_KEY,
          "users are being moved, and the token names no account to tell whether this is one");
    }
  }

  private static MoveState state(long stored) {
    if (stored == SWITCHED) {
      return MoveState.SWITCHED;
    }
    return stored > 0 ? MoveState.FROZEN : MoveState.HERE;
  }

  private static int stored(MoveState state) {
    return switch (state) {
      case HERE -> 0;
      case FROZEN -> FROZEN;
      case SWITCHED -> SWITCHED;
    };
  }

  private static void refuse(MoveState state) {
    switch (state) {
      case HERE -> {}
      case FROZEN ->
          throw new SyncRefusal(SyncRefusal.Kind.FROZEN, "the user is being moved at this moment");
      case SWITCHED ->
          throw new SyncRefusal(SyncRefusal.Kind.SWITCHED, "the user has been moved away");
    }
  }

  /** Stores a state; the table must be there. */
  static void write(Transaction transaction, SyncUser user, MoveState state, long nowMillis) {
    transaction.update(
        """
        INSERT INTO migration (fxa_uid, started_at, state) VALUES (?, ?, ?)
        ON DUPLICATE KEY UPDATE state = VALUES(state)
        """,
        user.fxaUid(),
        nowMillis,
        stored(state));
  }
}
