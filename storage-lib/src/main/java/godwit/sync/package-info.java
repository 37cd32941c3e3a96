/**
 * The storage SPI of the serving path: one request is one session with one timestamp. Knows the
 * {@link godwit.model values} and neither a database nor the wire.
 */
@NullMarked
package godwit.sync;

import org.jspecify.annotations.NullMarked;
