/** How fast a job may go, as arithmetic fed with readings. Knows neither clock nor database. */
@NullMarked
package godwit.pipelines.pace;

import org.jspecify.annotations.NullMarked;
