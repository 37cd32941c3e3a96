package godwit.sync.contract;

import static godwit.sync.contract.Changes.all;
import static godwit.sync.contract.Changes.payload;
import static godwit.sync.contract.Changes.sorted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import godwit.sync.Page;
import godwit.sync.Sorting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which records a list has, and in which order. */
abstract class ListContract extends ContractSuite {
  private List<String> ids(BsoQuery query) {
    Page<String> page = listIds(query);
    assertThat(page.next()).isNull();
    assertThat(list(query).items()).extracting(Bso::id).isEqualTo(page.items());
    return page.items();
  }

  @Test
  void bsos_hasEveryFieldOfARecord() {
    SyncTimestamp now = put(all("a", 7, "text", 3_600), payload("b", ""));

    List<Bso> found = list(Queries.ids("a")).items();
    assertThat(found).containsExactly(bso("a").orElseThrow());
    assertThat(found.get(0).sortIndex()).isEqualTo(7);
    assertThat(found.get(0).payload()).isEqualTo("text");
    assertThat(found.get(0).modified()).isEqualTo(now);
    assertExpiry(found.get(0), now, 3_600);
    assertThat(list(Queries.ids("b")).items()).containsExactly(bso("b").orElseThrow());
  }

  @Test
  void bsos_tellsAfterEachRecordHowLargeThePageIs() {
    put(payload("a", "12"), payload("b", "345"));

    List<Long> told =
        read(
            reader -> {
              List<Long> sizes = new ArrayList<>();
              reader.bsos(BsoQuery.ALL, sizes::add);
              return sizes;
            });
    assertThat(told).containsExactly(3L, 5L);
  }

  @Test
  void page_thatMustNotGrowEndsItsSessionAndNoOther() {
    put(payload("a", "12"), payload("b", "345"));
    var full = new IllegalStateException("no room");

    assertThatThrownBy(
            () ->
                read(
                    reader ->
                        reader.bsos(
                            BsoQuery.ALL,
                            bytes -> {
                              throw full;
                            })))
        .isSameAs(full);
    assertThat(ids(BsoQuery.ALL)).containsExactly("b", "a");
    put(payload("c", "1"));
    assertThat(ids(BsoQuery.ALL)).containsExactly("c", "b", "a");
  }

  @Test
  void newest_beginsWithTheLatestChange() {
    put(payload("b", "1"));
    put(payload("c", "2"));
    put(payload("a", "3"));

    assertThat(ids(Queries.sorted(Sorting.NEWEST))).containsExactly("a", "c", "b");
  }

  @Test
  void newest_endsTiesByIdDescending() {
    put(payload("b", "1"), payload("c", "1"), payload("a", "1"));
    put(payload("0", "2"));

    assertThat(ids(Queries.sorted(Sorting.NEWEST))).containsExactly("0", "c", "b", "a");
  }

  @Test
  void oldest_beginsWithTheEarliestChange() {
    put(payload("b", "1"));
    put(payload("c", "2"));
    put(payload("a", "3"));

    assertThat(ids(Queries.sorted(Sorting.OLDEST))).containsExactly("b", "c", "a");
  }

  @Test
  void oldest_endsTiesByIdAscending() {
    put(payload("b", "1"), payload("c", "1"), payload("a", "1"));
    put(payload("0", "2"));

    assertThat(ids(Queries.sorted(Sorting.OLDEST))).containsExactly("a", "b", "c", "0");
  }

  @Test
  void index_beginsWithTheHighestAndEndsWithNone() {
    put(sorted("a", -5), sorted("b", 10), payload("c", "none"), sorted("d", 0));

    assertThat(ids(Queries.sorted(Sorting.INDEX))).containsExactly("b", "d", "a", "c");
  }

  @Test
  void index_endsTiesByIdDescending() {
    put(sorted("a", 1), payload("b", ""), sorted("c", 1), payload("d", ""), sorted("e", 1));

    assertThat(ids(Queries.sorted(Sorting.INDEX))).containsExactly("e", "c", "a", "d", "b");
  }

  @Test
  void newer_isStrict() {
    SyncTimestamp first = put(payload("a", "1"));
    SyncTimestamp second = put(payload("b", "2"));

    assertThat(ids(Queries.newer(first))).containsExactly("b");
    assertThat(ids(Queries.newer(second))).isEmpty();
    assertThat(ids(Queries.newer(ZERO))).containsExactly("b", "a");
    assertThat(ids(Queries.newer(SyncTimestamp.ofMillis(first.millis() - 10))))
        .containsExactly("b", "a");
  }

  @Test
  void older_isStrict() {
    SyncTimestamp first = put(payload("a", "1"));
    SyncTimestamp second = put(payload("b", "2"));

    assertThat(ids(Queries.older(first))).isEmpty();
    assertThat(ids(Queries.older(second))).containsExactly("a");
    assertThat(ids(Queries.older(SyncTimestamp.ofMillis(second.millis() + 10))))
        .containsExactly("b", "a");
  }

  @Test
  void newerAndOlder_leaveWhatIsBetween() {
    SyncTimestamp first = put(payload("a", "1"));
    put(payload("b", "2"));
    SyncTimestamp third = put(payload("c", "3"));
    var between = new BsoQuery(null, first, third, Sorting.OLDEST, Long.MAX_VALUE, null);

    assertThat(ids(between)).containsExactly("b");
  }

  @Test
  void newerAndOlder_canLeaveNothing() {
    SyncTimestamp first = put(payload("a", "1"));
    var nothing = new BsoQuery(null, first, first, Sorting.INDEX, Long.MAX_VALUE, null);

    assertThat(ids(nothing)).isEmpty();
  }

  @Test
  void filters_acceptTimesThatNoRecordCanHave() {
    put(payload("a", "1"));
    SyncTimestamp end = SyncTimestamp.ofMillis(SyncTimestamp.MAX_MILLIS);

    assertThat(ids(Queries.newer(end))).isEmpty();
    assertThat(ids(Queries.older(end))).containsExactly("a");
    assertThat(ids(Queries.older(ZERO))).isEmpty();
  }

  @Test
  void ids_areFoundInTheOrderAskedForAndNotAsNamed() {
    put(payload("a", "1"));
    put(payload("b", "2"));
    put(payload("c", "3"));

    assertThat(ids(Queries.ids("a", "missing", "c"))).containsExactly("c", "a");
  }

  @Test
  void ids_namedTwiceAreFoundOnce() {
    put(payload("a", "1"));

    assertThat(ids(Queries.ids("a", "a"))).containsExactly("a");
  }

  @Test
  void ids_whenNoneAreNamedFindNothing() {
    put(payload("a", "1"));

    assertThat(ids(Queries.ids())).isEmpty();
  }

  @Test
  void ids_worksWithTheOtherFilters() {
    SyncTimestamp first = put(payload("a", "1"), payload("b", "1"));
    put(payload("c", "2"), payload("d", "2"));
    var query =
        new BsoQuery(List.of("a", "b", "c"), first, null, Sorting.OLDEST, Long.MAX_VALUE, null);

    assertThat(ids(query)).containsExactly("c");
  }

  @Test
  void ids_takesAHundred() {
    put(payload("id7", "1"), payload("id99", "1"), payload("id100", "1"));
    String[] hundred =
        IntStream.range(0, BsoQuery.MAX_IDS).mapToObj(i -> "id" + i).toArray(String[]::new);

    assertThat(ids(Queries.ids(hundred))).containsExactly("id99", "id7");
  }

  @Test
  void list_showsAChangedRecordAtItsNewPlaceOnly() {
    put(payload("a", "1"));
    put(payload("b", "2"));
    put(payload("a", "3"));

    assertThat(ids(Queries.sorted(Sorting.NEWEST))).containsExactly("a", "b");
    assertThat(ids(Queries.sorted(Sorting.OLDEST))).containsExactly("b", "a");
  }

  @Test
  void order_isThatOfTheIdsCharactersOrAtLeastTotal() {
    String[] mixed = {"-", "B", "_", "a"};
    put(payload("B", "1"), payload("a", "1"), payload("_", "1"), payload("-", "1"));

    List<String> oldest = ids(Queries.sorted(Sorting.OLDEST));
    if (has(Capability.CASE_SENSITIVE_IDS)) {
      assertThat(oldest).containsExactly(mixed);
    } else {
      assertThat(oldest).containsExactlyInAnyOrder(mixed);
      assertThat(Queries.walk(Queries.page(Sorting.OLDEST, 1, null), this::listIds))
          .isEqualTo(oldest);
    }
  }
}
