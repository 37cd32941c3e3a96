package godwit.storage;

import godwit.model.Bso;
import godwit.model.UserKey;
import java.nio.charset.StandardCharsets;

/** One change to the target. Every kind can be applied twice with the same result. */
public sealed interface Write {
  /** Bytes that a key and the numbers of a row take at most. */
  int OVERHEAD_BYTES = 200;

  /** Whose data it changes. */
  UserKey user();

  /** How many mutations the target counts for it: one a column, one for a delete. */
  int mutations();

  /** About how many bytes it adds to a commit. */
  long bytes();

  /**
   * Inserts or overwrites the row that tells a collection's time and counters.
   *
   * @param user whose collection
   * @param collection the target's id
   * @param modifiedMicros microseconds since the epoch
   * @param rows the counter {@code count}
   * @param payloadBytes the counter {@code total_bytes}
   */
  record PutCollection(
      UserKey user, int collection, long modifiedMicros, long rows, long payloadBytes)
      implements Write {
    @Override
    public int mutations() {
      return 6;
    }

    @Override
    public long bytes() {
      return OVERHEAD_BYTES;
    }
  }

  /**
   * Inserts or overwrites a record; its collection's row must exist or precede it in the group.
   *
   * @param user whose record
   * @param collection the target's id
   * @param bso the record
   */
  record PutBso(UserKey user, int collection, Bso bso) implements Write {
    @Override
    public int mutations() {
      return 9;
    }

    @Override
    public long bytes() {
      return (long) OVERHEAD_BYTES + bso.payload().length();
    }

    /** The payload's length in UTF-8. */
    public long payloadBytes() {
      return bso.payload().getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /**
   * Deletes a record, if it is there.
   *
   * @param user whose record
   * @param collection the target's id
   * @param id the record's id
   */
  record DeleteBso(UserKey user, int collection, String id) implements Write {
    @Override
    public int mutations() {
      return 1;
    }

    @Override
    public long bytes() {
      return OVERHEAD_BYTES;
    }
  }

  /**
   * Deletes a collection's row and every record in it, if it is there.
   *
   * @param user whose collection
   * @param collection the target's id
   */
  record DeleteCollection(UserKey user, int collection) implements Write {
    @Override
    public int mutations() {
      return 1;
    }

    @Override
    public long bytes() {
      return OVERHEAD_BYTES;
    }
  }
}
