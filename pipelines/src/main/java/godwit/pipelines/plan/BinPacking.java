package godwit.pipelines.plan;

import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.pipelines.ledger.Bin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts users, handed over in the order of the target's keys, into pieces of about {@code binBytes}
 * payload bytes. Pieces hold neighbours only, so that a piece's commits stay in one stretch of the
 * target's key space; a piece is closed before the user that would take it over the limit.
 */
final class BinPacking {
  private final long binBytes;
  private long number;
  private @Nullable UserKey first;
  private @Nullable UserKey last;
  private long users;
  private Usage sum = Usage.NONE;

  BinPacking(long binBytes, long firstNumber) {
    this.binBytes = binBytes;
    this.number = firstNumber;
  }

  /** Adds the next user; answers the piece that this closed, if it closed one. */
  Optional<Bin> add(UserKey key, Usage usage) {
    if (last != null && key.compareTo(last) <= 0) {
      throw new IllegalArgumentException("users out of order: " + last + ", " + key);
    }
    Optional<Bin> closed =
        users > 0 && sum.bytes() + usage.bytes() > binBytes ? close() : Optional.empty();
    if (users == 0) {
      first = key;
    }
    last = key;
    users++;
    sum = sum.plus(usage);
    return closed;
  }

  /** Closes the piece that is open, if one is. */
  Optional<Bin> close() {
    if (users == 0 || first == null || last == null) {
      return Optional.empty();
    }
    var bin = new Bin(number++, first, last, users, sum, null);
    users = 0;
    sum = Usage.NONE;
    return Optional.of(bin);
  }

  /** The number the next piece will have; pieces made elsewhere go on from here. */
  long nextNumber() {
    return number;
  }

  /** Leaves numbers out for pieces made elsewhere. */
  void skipNumbers(long count) {
    number += count;
  }
}
