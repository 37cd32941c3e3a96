/**
 * Real servers for people without any: a MySQL-compatible one and the Spanner emulator, each a
 * process of our own on a free port. Knows nothing of what is stored in them.
 */
@NullMarked
package godwit.testdata.server;

import org.jspecify.annotations.NullMarked;
