/**
 * The configuration of a move: one YAML file, overridden by the environment and by flags, each
 * value with its origin. Reads secrets' places only, never secrets.
 */
@NullMarked
package godwit.cli.config;

import org.jspecify.annotations.NullMarked;
