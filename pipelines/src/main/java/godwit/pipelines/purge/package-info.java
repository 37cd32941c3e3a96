/**
 * Deletes what is dead, expired records and stale tombstones, while the service runs. Knows stores
 * by the sweep SPI only, and takes what may be deleted from the policies.
 */
@NullMarked
package godwit.pipelines.purge;

import org.jspecify.annotations.NullMarked;
