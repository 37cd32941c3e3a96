/**
 * A Sync client written from the protocol alone, for proofs and measurements of servers. It shares
 * no class with the serving path, so that a mistake there cannot be made twice.
 */
@NullMarked
package godwit.testdata.client;

import org.jspecify.annotations.NullMarked;
