/**
 * Proofs of the serving path from outside: clients that know the protocol only, against real
 * servers on real sockets. A backend binds each proof with one small class.
 */
@NullMarked
package godwit.sync.wire;

import org.jspecify.annotations.NullMarked;
