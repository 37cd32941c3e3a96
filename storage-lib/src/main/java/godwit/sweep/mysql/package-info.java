/**
 * Sweeps of MySQL shards of either dialect. Takes the lock of a collection that a writing client
 * takes, so that a row is judged and deleted with no writer in between.
 */
@NullMarked
package godwit.sweep.mysql;

import org.jspecify.annotations.NullMarked;
