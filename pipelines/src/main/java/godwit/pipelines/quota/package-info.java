/**
 * Tells who uses how much, rights the counters, and brings users below their quota by steps that
 * cost them nothing they would miss. Knows stores by the sweep SPI only; moves no time.
 */
@NullMarked
package godwit.pipelines.quota;

import org.jspecify.annotations.NullMarked;
