/** A whole move on made data, step by step, for people who have never seen one. */
@NullMarked
package godwit.cli.demo;

import org.jspecify.annotations.NullMarked;
