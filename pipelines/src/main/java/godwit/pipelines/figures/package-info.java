/**
 * Figures that the reports of several jobs share: distributions and sums by name that stay small
 * whatever is counted. Knows no job and no database.
 */
@NullMarked
package godwit.pipelines.figures;

import org.jspecify.annotations.NullMarked;
