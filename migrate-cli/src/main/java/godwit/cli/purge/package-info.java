/** The commands of {@code godwit purge}: expired records and stale tombstones. */
@NullMarked
package godwit.cli.purge;

import org.jspecify.annotations.NullMarked;
