/**
 * What a run would do: which users, in which order, in which pieces, and what stands in the way.
 * Plain Java; knows nothing of Beam.
 */
@NullMarked
package godwit.pipelines.plan;

import org.jspecify.annotations.NullMarked;
