/**
 * The schema that the target must have, as values: printed as statements, compared with what a
 * database holds, and applied.
 */
@NullMarked
package godwit.storage.spanner.schema;

import org.jspecify.annotations.NullMarked;
