/** The commands of {@code godwit quota}: who uses how much, counters, and limits. */
@NullMarked
package godwit.cli.quota;

import org.jspecify.annotations.NullMarked;
