/**
 * Synthetic users with labelled truth: every row is a function of the workload and a number, so
 * that any part can be made by any process at any time. Knows no database; {@code load} writes what
 * is made here.
 */
@NullMarked
package godwit.testdata;

import org.jspecify.annotations.NullMarked;
