/**
 * The durable memory of a move, in tables beside the users' rows: what each user's state is and
 * what was counted. Resuming relies on nothing else.
 */
@NullMarked
package godwit.pipelines.ledger;

import org.jspecify.annotations.NullMarked;
