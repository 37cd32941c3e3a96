/**
 * What every storage of the serving path must do, as tests: written from the protocol and from the
 * {@link godwit.sync SPI}, knowing no backend. A backend binds the whole with {@link
 * godwit.sync.contract.SyncStorageContract}.
 */
@NullMarked
package godwit.sync.contract;

import org.jspecify.annotations.NullMarked;
