/**
 * The tokenserver's database: which uid belongs to which account, and on which node. Knows nothing
 * of stored records.
 */
@NullMarked
package godwit.tokenserver;

import org.jspecify.annotations.NullMarked;
