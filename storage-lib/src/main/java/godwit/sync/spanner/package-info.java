/**
 * Serves Sync from Spanner's tables: a request is one transaction, keyed access goes through reads,
 * lists and sums are left to the database. Shows {@link godwit.sync.spanner.SpannerStorage} alone.
 */
@NullMarked
package godwit.sync.spanner;

import org.jspecify.annotations.NullMarked;
