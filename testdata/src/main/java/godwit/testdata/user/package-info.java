/**
 * Who the synthetic users are: where they live, on which devices, and how much of what they keep.
 */
@NullMarked
package godwit.testdata.user;

import org.jspecify.annotations.NullMarked;
