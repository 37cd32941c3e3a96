package godwit.storage;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a user's rows, in the order of the shard's primary key.
 *
 * @param after rows after this one, or null for the first
 * @param upTo rows up to and including this one, or null for the last
 */
public record RowRange(@Nullable RowPosition after, @Nullable RowPosition upTo) {
  /** All rows of the user. */
  public static final RowRange ALL = new RowRange(null, null);
}
