/**
 * The MySQL backend of the serving path: legacy shards of either dialect, served as they are, and a
 * schema of our own. Knows the {@link godwit.storage.mysql dialects} and nothing of the wire.
 *
 * <p><b>Locks.</b> A writing session locks its row of {@code user_collections} first, then looks
 * whether the user is being moved, then takes its time. It runs at READ COMMITTED, so that it locks
 * rows and no gaps between them: gaps belong to other users too. Everything else runs at REPEATABLE
 * READ. A reading session shares the same lock. Its snapshot alone would be consistent, but could
 * miss a writer whose time is already past, and a client that goes by the server's clock would
 * never ask for that write. Changing a whole user locks all the user's rows and the gaps between,
 * so that no new collection comes in meanwhile.
 *
 * <p><b>Freezing a user.</b> A writer that finds nobody in {@code migration} locks nothing there:
 * it would lock a gap, and on a busy server the insert would wait for the writers of all users, for
 * ever. So a freeze is two steps, which {@link MySqlStorage#setMoveState} takes: store and commit
 * the state, then wait for the locks of the user's collections.
 */
@NullMarked
package godwit.sync.mysql;

import org.jspecify.annotations.NullMarked;
