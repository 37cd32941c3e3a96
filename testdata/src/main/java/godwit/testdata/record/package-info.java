/** The records of synthetic users, shaped as the clients of each time shape them. */
@NullMarked
package godwit.testdata.record;

import org.jspecify.annotations.NullMarked;
