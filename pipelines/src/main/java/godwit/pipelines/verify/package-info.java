/**
 * Compares both sides by digests computed in both databases, and descends to the row and column
 * that differ.
 */
@NullMarked
package godwit.pipelines.verify;

import org.jspecify.annotations.NullMarked;
