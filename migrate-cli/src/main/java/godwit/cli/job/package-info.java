/**
 * What commands that start a pipeline share: the progress line, Ctrl-C, and the command that
 * continues what was stopped.
 */
@NullMarked
package godwit.cli.job;

import org.jspecify.annotations.NullMarked;
