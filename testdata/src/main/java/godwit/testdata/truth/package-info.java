/** What is known of the synthetic users and their records, as labels and as files. */
@NullMarked
package godwit.testdata.truth;

import org.jspecify.annotations.NullMarked;
