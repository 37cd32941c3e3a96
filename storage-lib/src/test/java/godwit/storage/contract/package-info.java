/**
 * What every backend of the storage SPI must do, as tests that a backend's own tests bind to it.
 */
@NullMarked
package godwit.storage.contract;

import org.jspecify.annotations.NullMarked;
