/**
 * The {@code godwit} command: one class a verb. A command parses, checks, calls and prints; what it
 * calls lives in the other modules.
 */
@NullMarked
package godwit.cli;

import org.jspecify.annotations.NullMarked;
