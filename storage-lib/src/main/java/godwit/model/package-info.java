/**
 * The nouns of Sync: user keys, collections, records, times and usage, as values that are right
 * because they exist. Knows no database, no wire format and no clock.
 */
@NullMarked
package godwit.model;

import org.jspecify.annotations.NullMarked;
