/**
 * The sweep SPI: what jobs that delete and recount ask of a database while the service runs. Every
 * deletion re-checks its rows and mends the counters in one transaction; no time is ever written.
 */
@NullMarked
package godwit.sweep;

import org.jspecify.annotations.NullMarked;
