/**
 * What all commands share: the process's streams and environment, the numbers it exits with, and
 * the one place where failures become sentences. Knows no command.
 */
@NullMarked
package godwit.cli.session;

import org.jspecify.annotations.NullMarked;
