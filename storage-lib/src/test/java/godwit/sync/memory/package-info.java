/**
 * The reference storage of the serving path: plain code on sorted maps that passes the contract
 * first, and serves the tests of what is built on the SPI. Knows no database.
 */
@NullMarked
package godwit.sync.memory;

import org.jspecify.annotations.NullMarked;
