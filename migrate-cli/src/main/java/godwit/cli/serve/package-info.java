/**
 * What {@code serve} and {@code token} need: addresses, secrets, a folder for data, and the wiring
 * of a server. Knows how to start things and in which order they end; answers no request itself.
 */
@NullMarked
package godwit.cli.serve;

import org.jspecify.annotations.NullMarked;
