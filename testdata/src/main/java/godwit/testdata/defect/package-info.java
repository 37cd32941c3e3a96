/**
 * Damage on request: differences planted in a target that verify must find, and shards with what
 * only real shards have. Knows the tables, and nothing of those who look for the damage.
 */
@NullMarked
package godwit.testdata.defect;

import org.jspecify.annotations.NullMarked;
