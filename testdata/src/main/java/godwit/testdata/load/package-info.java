/**
 * Puts a workload into real MySQL schemas, as each kind of server would have stored it: shards of
 * every dialect, and the tokenserver. Reads nothing back, and knows nothing of the move.
 */
@NullMarked
package godwit.testdata.load;

import org.jspecify.annotations.NullMarked;
