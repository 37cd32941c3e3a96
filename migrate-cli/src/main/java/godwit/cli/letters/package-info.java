/** The commands of {@code godwit dead-letters}: what could not be moved, shown and tried again. */
@NullMarked
package godwit.cli.letters;

import org.jspecify.annotations.NullMarked;
