/** Rows and users that could not be moved, each with its cause and the way back in. */
@NullMarked
package godwit.pipelines.deadletter;

import org.jspecify.annotations.NullMarked;
