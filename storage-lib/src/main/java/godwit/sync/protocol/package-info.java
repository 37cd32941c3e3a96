/**
 * The words of Sync 1.5: parameters, headers, records and limits as values, read strictly and
 * written as clients know them. Knows no storage and no endpoint.
 */
@NullMarked
package godwit.sync.protocol;

import org.jspecify.annotations.NullMarked;
