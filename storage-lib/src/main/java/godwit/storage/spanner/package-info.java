/**
 * The Spanner backend: users written, compared and counted in bulk. The only place, with the
 * ledger, that speaks the Spanner client.
 */
@NullMarked
package godwit.storage.spanner;

import org.jspecify.annotations.NullMarked;
