/**
 * The servers of a demo or a trial: in this process, or in one of their own that outlives it. Knows
 * nothing of what is stored in them.
 */
@NullMarked
package godwit.cli.servers;

import org.jspecify.annotations.NullMarked;
