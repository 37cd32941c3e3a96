/**
 * Sweeps of the Spanner database: keyed reads at a low priority, and deletes in short transactions
 * with the counters beside them.
 */
@NullMarked
package godwit.sweep.spanner;

import org.jspecify.annotations.NullMarked;
