/** Options that several commands share, and their checks. Opens no connection. */
@NullMarked
package godwit.cli.option;

import org.jspecify.annotations.NullMarked;
