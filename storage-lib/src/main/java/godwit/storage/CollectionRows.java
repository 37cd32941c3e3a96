package godwit.storage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One collection of one user on one side, digested in the database so that payloads do not travel.
 * Ids and prefixes compare case-sensitively on both sides.
 */
public interface CollectionRows {
  /**
   * Digests of the rows that are visible at {@code liveAt} and whose id begins with {@code prefix},
   * grouped by the id's first {@code prefix.length() + 1} characters. A row whose id is exactly the
   * prefix is in the group of that name.
   */
  Map<String, CollectionDigest> byPrefix(String prefix, Instant liveAt);

  /**
   * The rows that are visible at {@code liveAt} and whose id begins with {@code prefix}, in no
   * particular order. Call it for small groups only: the list is held in memory.
   */
  List<RowFingerprint> rows(String prefix, Instant liveAt);

  /** Those of the records that exist, expired ones included, in no particular order. */
  List<RowFingerprint> rows(Collection<String> ids);
}
