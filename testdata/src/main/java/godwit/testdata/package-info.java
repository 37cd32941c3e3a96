/**
 * Synthetic users with labelled truth: every row is a function of the workload and a number, so
 * that any part can be made by any process at any time. This is what all of it is made from; {@code
 * user}, {@code record} and {@code truth} build on it in this order. None knows a database; {@code
 * load} writes what is made there.
 */
@NullMarked
package godwit.testdata;

import org.jspecify.annotations.NullMarked;
