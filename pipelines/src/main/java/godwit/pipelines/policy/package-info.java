/**
 * What may be deleted and why: rules as pure values, shared by every job that judges records. Knows
 * no database, no clock and no Beam.
 */
@NullMarked
package godwit.pipelines.policy;

import org.jspecify.annotations.NullMarked;
