/** What a server counts and measures, for Prometheus. Nothing here is about a user. */
@NullMarked
package godwit.sync.metrics;

import org.jspecify.annotations.NullMarked;
