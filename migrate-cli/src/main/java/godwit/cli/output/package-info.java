/** Tables, figures and the progress line: how results look to a person. */
@NullMarked
package godwit.cli.output;

import org.jspecify.annotations.NullMarked;
