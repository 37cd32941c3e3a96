/**
 * What a run is: its configuration, its id, its progress and the wish to stop it. Knows no
 * database.
 */
@NullMarked
package godwit.pipelines.run;

import org.jspecify.annotations.NullMarked;
