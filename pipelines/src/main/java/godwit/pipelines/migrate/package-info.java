/** Copies users from shards to the target, each done or not done. */
@NullMarked
package godwit.pipelines.migrate;

import org.jspecify.annotations.NullMarked;
