package godwit.sync;

import godwit.model.SyncTimestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a collection, in which order, and how many.
 *
 * @param ids only these, or null for all; at most {@link #MAX_IDS}
 * @param newer only records changed later than this, or null
 * @param older only records changed earlier than this, or null
 * @param sorting their order
 * @param limit at most so many, 0 or more
 * @param offset where to begin, or null for the start
 */
public record BsoQuery(
    @Nullable List<String> ids,
    @Nullable SyncTimestamp newer,
    @Nullable SyncTimestamp older,
    Sorting sorting,
    long limit,
    @Nullable Offset offset) {
  /** Ids that one request may name. */
  public static final int MAX_IDS = 100;

  /** Records in one page, whatever the limit. */
  public static final int MAX_BSOS = 10_000;

  /** Payload bytes of one page; the record that passes it still belongs to the page. */
  public static final long MAX_PAGE_BYTES = 32L << 20;

  /** Ids in one page, whatever the limit. */
  public static final int MAX_PAGE_IDS = 100_000;

  /** Everything, newest first. */
  public static final BsoQuery ALL =
      new BsoQuery(null, null, null, Sorting.NEWEST, Long.MAX_VALUE, null);

  /** Rejects a negative limit and too many ids. */
  public BsoQuery {
    ids = ids == null ? null : List.copyOf(ids);
    if (limit < 0) {
      throw new IllegalArgumentException("negative limit: " + limit);
    }
    if (ids != null && ids.size() > MAX_IDS) {
      throw new IllegalArgumentException(ids.size() + " ids; at most " + MAX_IDS + " are allowed");
    }
  }

  /** The same with {@code most} as the limit, if that is less. */
  public BsoQuery upTo(long most) {
    return new BsoQuery(ids, newer, older, sorting, Math.min(limit, most), offset);
  }
}
