/**
 * The connections that the workers of one process share, within each shard's budget. Knows what is
 * configured, and no job.
 */
@NullMarked
package godwit.pipelines.io;

import org.jspecify.annotations.NullMarked;
