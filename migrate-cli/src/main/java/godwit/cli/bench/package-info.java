/**
 * The {@code godwit bench} commands: programs that measure, on made data and real servers of this
 * machine. They compare rates within one run, since machines are noisy.
 */
@NullMarked
package godwit.cli.bench;

import org.jspecify.annotations.NullMarked;
