/**
 * The MySQL backend of the serving path: legacy shards of either dialect, served as they are, and a
 * schema of our own. Knows the {@link godwit.storage.mysql dialects} and nothing of the wire.
 *
 * <p><b>Locks.</b> A writing session locks its row of {@code user_collections} first, then looks
 * whether the user is being moved, then takes its time. It runs at READ COMMITTED, so that it locks
 * rows and no gaps between them: gaps belong to other users too. Everything else runs at REPEATABLE
 * READ. A reading session shares the same lock: its snapshot could do without, but then a writer
 * whose time is already past could become visible to nobody until later, and a client that goes by
 * the server's clock would never ask for it. Changing a whole user locks all the user's rows and
 * the gaps between, so that no new collection can come in.
 */
@NullMarked
package godwit.sync.mysql;

import org.jspecify.annotations.NullMarked;
