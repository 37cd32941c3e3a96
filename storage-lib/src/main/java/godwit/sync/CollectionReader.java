package godwit.sync;

import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A session that reads one collection of one user. Ids compare case-sensitively. */
public interface CollectionReader {
  /**
   * The session's time, cut to ten milliseconds; records whose expiry is not later are invisible.
   * In a writing session it is later than {@link #modified}, and is what everything written gets.
   */
  SyncTimestamp now();

  /**
   * When the collection last changed, before this session; 0 if the user does not have it. It is
   * the collection's own time, which deletions move too, and not the latest of its records.
   */
  SyncTimestamp modified();

  /** When a visible record last changed; 0 if there is none with that id. */
  SyncTimestamp bsoModified(String id);

  /** The visible record with that id. */
  Optional<Bso> bso(String id);

  /** Ids of visible records. */
  Page<String> ids(BsoQuery query);

  /** Visible records. A page may end before the query's limit when its payloads grow large. */
  default Page<Bso> bsos(BsoQuery query) {
    return bsos(query, payloadBytes -> {});
  }

  /**
   * The same, for a caller who has little room.
   *
   * @param grown told after each record how many payload bytes the page has by now; what it throws
   *     ends the session
   */
  Page<Bso> bsos(BsoQuery query, LongConsumer grown);
}
