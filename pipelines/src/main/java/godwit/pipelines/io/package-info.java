/** The connections that the workers of one process share, within each shard's budget. */
@NullMarked
package godwit.pipelines.io;

import org.jspecify.annotations.NullMarked;
