/**
 * The page that a report is written to: its figures as one value that is stored as JSON, and the
 * HTML made from it. Knows how figures look, and not what they mean or where they come from.
 */
@NullMarked
package godwit.cli.page;

import org.jspecify.annotations.NullMarked;
