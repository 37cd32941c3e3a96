package godwit.sweep;

import java.io.Serializable;

/**
 * A stretch of a store's users, in the store's own order and notation: uids in decimal for a shard,
 * accounts for Spanner. Both ends together never part the rows of one user.
 *
 * @param from the first, or the empty text for the very first
 * @param until the first behind it, or the empty text for none
 */
public record OwnerRange(String from, String until) implements Serializable {
  /** Everybody. */
  public static final OwnerRange ALL = new OwnerRange("", "");
}
