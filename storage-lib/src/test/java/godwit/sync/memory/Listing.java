package godwit.sync.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import godwit.model.Bso;
import godwit.sync.BsoQuery;
import godwit.sync.Offset;
import godwit.sync.Page;
import godwit.sync.Sorting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists of records, by sorting all that match. */
final class Listing {
  private static final Comparator<Bso> OLDEST = comparing(Bso::modified).thenComparing(Bso::id);
  private static final Comparator<Bso> INDEX =
      comparing(Bso::sortIndex, nullsFirst(naturalOrder())).thenComparing(Bso::id).reversed();

  private Listing() {}

  static Page<Bso> bsos(Stream<Bso> visible, BsoQuery query, LongConsumer grown) {
    return page(visible, query, BsoQuery.MAX_BSOS, BsoQuery.MAX_PAGE_BYTES, grown);
  }

  static Page<String> ids(Stream<Bso> visible, BsoQuery query) {
    Page<Bso> page = page(visible, query, BsoQuery.MAX_PAGE_IDS, Long.MAX_VALUE, bytes -> {});
    return new Page<>(page.items().stream().map(Bso::id).toList(), page.next());
  }

  private static Page<Bso> page(
      Stream<Bso> visible, BsoQuery query, int most, long maxBytes, LongConsumer grown) {
    List<Bso> rest = rest(visible, query);
    List<Bso> items = new ArrayList<>();
    long bytes = 0;
    for (Bso bso : rest) {
      if (items.size() >= Math.min(query.limit(), most) || bytes > maxBytes) {
        break;
      }
      items.add(bso);
      bytes += bso.payload().getBytes(UTF_8).length;
      grown.accept(bytes);
    }
    return new Page<>(items, items.size() == rest.size() ? null : next(query, items));
  }

  private static Offset next(BsoQuery query, List<Bso> items) {
    return Offset.after(query.offset(), items, query.sorting(), bso -> bso.modified().millis());
  }

  private static List<Bso> rest(Stream<Bso> visible, BsoQuery query) {
    Offset offset = query.offset();
    return visible
        .filter(bso -> matches(bso, query))
        .filter(bso -> isAtOrPast(bso, query.sorting(), offset))
        .sorted(order(query.sorting()))
        .skip(offset == null ? 0 : offset.skip())
        .toList();
  }

  private static boolean matches(Bso bso, BsoQuery query) {
    return (query.ids() == null || query.ids().contains(bso.id()))
        && (query.newer() == null || bso.modified().compareTo(query.newer()) > 0)
        && (query.older() == null || bso.modified().compareTo(query.older()) < 0);
  }

  private static boolean isAtOrPast(Bso bso, Sorting sorting, @Nullable Offset offset) {
    Long bound = offset == null ? null : offset.millis();
    if (bound == null) {
      return true;
    }
    return switch (sorting) {
      case NEWEST -> bso.modified().millis() <= bound;
      case OLDEST -> bso.modified().millis() >= bound;
      case INDEX -> true;
    };
  }

  private static Comparator<Bso> order(Sorting sorting) {
    return switch (sorting) {
      case NEWEST -> OLDEST.reversed();
      case OLDEST -> OLDEST;
      case INDEX -> INDEX;
    };
  }
}
