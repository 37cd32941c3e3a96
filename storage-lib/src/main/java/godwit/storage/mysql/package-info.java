/**
 * The MySQL backend: legacy shards of either dialect, read in bulk. Knows how each dialect names
 * and counts things; nothing outside this package does.
 */
@NullMarked
package godwit.storage.mysql;

import org.jspecify.annotations.NullMarked;
