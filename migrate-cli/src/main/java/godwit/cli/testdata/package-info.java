/**
 * The commands of {@code godwit testdata}: people made up, loaded, damaged on purpose, and servers
 * for them.
 */
@NullMarked
package godwit.cli.testdata;

import org.jspecify.annotations.NullMarked;
