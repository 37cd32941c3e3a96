/** What every sweep store must do, as tests that a backend's own tests bind to it. */
@NullMarked
package godwit.sweep.contract;

import org.jspecify.annotations.NullMarked;
