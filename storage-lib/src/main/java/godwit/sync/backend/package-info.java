/**
 * Opens the storage that an address names: the one place that knows every backend. Whatever serves
 * knows the SPI only.
 */
@NullMarked
package godwit.sync.backend;

import org.jspecify.annotations.NullMarked;
