/**
 * The storage SPI: what a backend offers to the jobs that read, write and compare whole users.
 * Knows the {@link godwit.model values} and no backend.
 */
@NullMarked
package godwit.storage;

import org.jspecify.annotations.NullMarked;
