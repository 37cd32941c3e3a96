/**
 * Looks through shards and the target and tells what is there: how much, what is dead, what stands
 * in the way of a move. Reads only, by the sweep SPI, and judges by the policies of the purge.
 */
@NullMarked
package godwit.pipelines.audit;

import org.jspecify.annotations.NullMarked;
