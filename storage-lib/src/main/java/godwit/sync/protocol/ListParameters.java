package godwit.sync.protocol;

import godwit.http.HttpRequest;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import godwit.sync.Offset;
import godwit.sync.Sorting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks of a list. Read, and so judged, on all requests to collections and records.
 *
 * @param query which records, in which order
 * @param full whether as whole records
 * @param namesNothing whether there is a list of ids without an id in it
 */
public record ListParameters(BsoQuery query, boolean full, boolean namesNothing) {
  private static final long LARGEST_LIMIT = 0xFFFF_FFFFL;

  /**
   * Reads the query of a request.
   *
   * @throws Refused with 400 if anything in it is not as it should be
   */
  public static ListParameters of(HttpRequest request) {
    return of(QueryText.of(request.rawQuery()));
  }

  /** Reads a query that was taken apart already. */
  public static ListParameters of(QueryText query) {
    List<String> ids = ids(query);
    SyncTimestamp newer = read(query, "newer", WireTime::parse);
    SyncTimestamp older = read(query, "older", WireTime::parse);
    Sorting sorting = read(query, "sort", ListParameters::sorting);
    Long limit = read(query, "limit", ListParameters::limit);
    Offset offset = read(query, "offset", Offset::parse);
    if (sorting != Sorting.INDEX) {
      requireWithin(offset, newer, older);
    }
    return new ListParameters(
        new BsoQuery(
            ids.isEmpty() ? null : ids,
            newer == null ? null : WireTime.lastToldAs(newer),
            older,
            sorting == null ? Sorting.NEWEST : sorting,
            limit == null ? Long.MAX_VALUE : limit,
            offset),
        query.has("full"),
        query.has("ids") && ids.isEmpty());
  }

  private static <T> @Nullable T read(
      QueryText query, String name, Function<String, Optional<T>> parse) {
    Optional<String> text = query.get(name);
    return text.isEmpty() ? null : parse.apply(text.get()).orElseThrow(ListParameters::refused);
  }

  private static List<String> ids(QueryText query) {
    List<String> ids = new ArrayList<>();
    for (String piece : query.get("ids").orElse("").split(",")) {
      String id = piece.strip();
      if (!id.isEmpty()) {
        ids.add(id);
      }
    }
    if (ids.size() > BsoQuery.MAX_IDS || !ids.stream().allMatch(Names::isBso)) {
      throw refused();
    }
    return ids;
  }

  private static Optional<Sorting> sorting(String text) {
    return switch (text) {
      case "newest", "none" -> Optional.of(Sorting.NEWEST);
      case "oldest" -> Optional.of(Sorting.OLDEST);
      case "index" -> Optional.of(Sorting.INDEX);
      default -> Optional.empty();
    };
  }

  private static Optional<Long> limit(String text) {
    return text.matches("[0-9]{1,10}") && Long.parseLong(text) <= LARGEST_LIMIT
        ? Optional.of(Long.valueOf(text))
        : Optional.empty();
  }

  /** An offset that lies outside of what is asked for belongs to another list. */
  private static void requireWithin(
      @Nullable Offset offset, @Nullable SyncTimestamp newer, @Nullable SyncTimestamp older) {
    if (offset == null || offset.millis() == null) {
      return;
    }
    long millis = offset.millis();
    boolean outside =
        newer != null ? millis < newer.millis() : older != null && millis > older.millis();
    if (outside) {
      throw refused();
    }
  }

  private static Refused refused() {
    return Refused.with(400, ErrorCode.UNSPECIFIED);
  }
}
