/** The schema of target and ledger together: what goes where, applied and checked. */
@NullMarked
package godwit.cli.schema;

import org.jspecify.annotations.NullMarked;
