package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoChange;
import godwit.sync.BsoQuery;
import godwit.sync.Offset;
import godwit.sync.Page;
import godwit.sync.Sorting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists in pieces: limits, offsets in both forms, and the caps of a page. */
abstract class PagingContract extends ContractSuite {
  private static final int LARGE = 2_621_440;

  /** Three times: a and b, then c and d, then e; the sort indexes run the other way. */
  private SyncTimestamp putFive() {
    put(indexed("a", 5), indexed("b", 4));
    SyncTimestamp middle = put(indexed("c", 3), indexed("d", 2));
    put(indexed("e", 1));
    return middle;
  }

  private static BsoChange indexed(String id, int sortIndex) {
    return new BsoChange(id, sortIndex, "payload of " + id, null);
  }

  @Test
  void limit_endsThePageEarly() {
    putFive();

    Page<Bso> page = list(Queries.page(Sorting.NEWEST, 2, null));
    assertThat(page.items()).extracting(Bso::id).containsExactly("e", "d");
    assertThat(page.next()).isNotNull();
    assertThat(listIds(Queries.page(Sorting.NEWEST, 2, null)).items()).containsExactly("e", "d");
  }

  @Test
  void limit_thatAllRecordsFitInLeavesNoNextPage() {
    putFive();

    for (long limit : new long[] {5, 6, 4_294_967_295L, Long.MAX_VALUE}) {
      assertThat(list(Queries.page(Sorting.NEWEST, limit, null)).next()).isNull();
      assertThat(listIds(Queries.page(Sorting.NEWEST, limit, null)).next()).isNull();
      assertThat(listIds(Queries.page(Sorting.NEWEST, limit, null)).items()).hasSize(5);
    }
  }

  @Test
  void limitOfZero_givesNothingAndAnOffsetOfZero() {
    putFive();
    for (Sorting sorting : Sorting.values()) {
      assertThat(list(Queries.page(sorting, 0, null)))
          .isEqualTo(new Page<>(List.of(), new Offset(null, 0)));
      assertThat(listIds(Queries.page(sorting, 0, null)))
          .isEqualTo(new Page<>(List.of(), new Offset(null, 0)));
    }
  }

  @Test
  void limitOfZero_keepsTheRequestsOffset() {
    SyncTimestamp middle = putFive();
    for (Offset offset : List.of(new Offset(null, 1), new Offset(middle.millis(), 1))) {
      assertThat(list(Queries.page(Sorting.NEWEST, 0, offset)).next()).isEqualTo(offset);
      assertThat(listIds(Queries.page(Sorting.NEWEST, 0, offset)).next()).isEqualTo(offset);
    }
  }

  @Test
  void limitOfZero_whereNothingMatchesIsTheEnd() {
    assertThat(list(Queries.page(Sorting.NEWEST, 0, null)).next()).isNull();
    assertThat(listIds(Queries.page(Sorting.NEWEST, 0, null)).next()).isNull();
  }

  private List<String> from(Sorting sorting, Offset offset) {
    List<String> ids = listIds(Queries.page(sorting, Long.MAX_VALUE, offset)).items();
    assertThat(list(Queries.page(sorting, Long.MAX_VALUE, offset)).items())
        .extracting(Bso::id)
        .isEqualTo(ids);
    return ids;
  }

  @Test
  void plainOffset_skipsFromTheStart() {
    putFive();

    assertThat(from(Sorting.NEWEST, new Offset(null, 0))).containsExactly("e", "d", "c", "b", "a");
    assertThat(from(Sorting.NEWEST, new Offset(null, 3))).containsExactly("b", "a");
    assertThat(from(Sorting.OLDEST, new Offset(null, 3))).containsExactly("d", "e");
    assertThat(from(Sorting.INDEX, new Offset(null, 3))).containsExactly("d", "e");
  }

  @Test
  void offset_pastTheEndGivesNothing() {
    putFive();

    assertThat(from(Sorting.NEWEST, new Offset(null, 5))).isEmpty();
    assertThat(from(Sorting.OLDEST, new Offset(null, Long.MAX_VALUE))).isEmpty();
    assertThat(from(Sorting.OLDEST, new Offset(Long.MAX_VALUE, 0))).isEmpty();
    assertThat(from(Sorting.NEWEST, new Offset(0L, 0))).isEmpty();
  }

  @Test
  void timedOffset_skipsFromTheRecordsOfThatTimeOn() {
    long middle = putFive().millis();

    assertThat(from(Sorting.NEWEST, new Offset(middle, 1))).containsExactly("c", "b", "a");
    assertThat(from(Sorting.NEWEST, new Offset(middle, 3))).containsExactly("a");
    assertThat(from(Sorting.OLDEST, new Offset(middle, 1))).containsExactly("d", "e");
    assertThat(from(Sorting.OLDEST, new Offset(middle, 2))).containsExactly("e");
  }

  @Test
  void timedOffset_fallsBetweenTimes() {
    long middle = putFive().millis();

    assertThat(from(Sorting.NEWEST, new Offset(middle + 1, 0))).containsExactly("d", "c", "b", "a");
    assertThat(from(Sorting.OLDEST, new Offset(middle + 1, 0))).containsExactly("e");
  }

  @Test
  void timedOffset_isAPlainOneInTheOrderOfIndexes() {
    long middle = putFive().millis();

    assertThat(from(Sorting.INDEX, new Offset(middle, 3))).containsExactly("d", "e");
  }

  @ParameterizedTest
  @EnumSource
  void filters_holdOnEveryPage(Sorting sorting) {
    SyncTimestamp middle = putFive();
    var query =
        new BsoQuery(
            List.of("a", "b", "c", "e", "z"),
            null,
            SyncTimestamp.ofMillis(middle.millis() + 10),
            sorting,
            1,
            null);

    assertThat(Queries.walk(query, this::listIds)).containsExactlyInAnyOrder("a", "b", "c");
  }

  @ParameterizedTest
  @EnumSource(names = {"NEWEST", "OLDEST"})
  void nextPage_isNotMovedByAChangeBeforeIt(Sorting sorting) {
    putFive();
    Page<Bso> first = list(Queries.page(sorting, 3, null));
    List<String> before = first.items().stream().map(Bso::id).toList();
    if (sorting == Sorting.NEWEST) {
      put(payload("new", "1"));
    } else {
      write(writer -> writer.delete(before.get(0)));
    }
    List<String> all = new ArrayList<>(before);
    all.addAll(Queries.walk(Queries.page(sorting, 3, first.next()), this::listIds));

    assertThat(all).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
  }

  @Test
  void page_endsWithTheRecordThatPassesItsBytes() {
    char[] text = new char[LARGE];
    Arrays.fill(text, 'x');
    String payload = new String(text);
    int fits = (int) (BsoQuery.MAX_PAGE_BYTES / LARGE);
    for (int i = 0; i <= fits + 1; i++) {
      put(payload("id" + (10 + i), payload));
    }

    // One by one, since nobody should have to hold two pages.
    Page<Bso> first = list(Queries.sorted(Sorting.OLDEST));
    assertThat(first.items()).hasSize(fits + 1);
    assertThat(first.items().get(0).payload()).hasSize(LARGE);
    Page<Bso> second = list(Queries.page(Sorting.OLDEST, Long.MAX_VALUE, first.next()));
    assertThat(second.items()).extracting(Bso::id).containsExactly("id" + (11 + fits));
    assertThat(second.next()).isNull();
    assertThat(listIds(Queries.sorted(Sorting.OLDEST)).items()).hasSize(fits + 2);
  }

  @Test
  void page_hasNoMoreThanItsCapWhateverTheLimit() {
    int size = 2_001;
    for (int part = 0; part < 5; part++) {
      BsoChange[] changes = new BsoChange[size];
      for (int i = 0; i < size; i++) {
        changes[i] = payload("id" + (100_000 + part * size + i), "");
      }
      put(changes);
    }

    Page<Bso> first = list(Queries.sorted(Sorting.OLDEST));
    assertThat(first.items()).hasSize(BsoQuery.MAX_BSOS);
    assertThat(list(Queries.page(Sorting.OLDEST, 20_000, first.next())).items())
        .extracting(Bso::id)
        .containsExactly("id110000", "id110001", "id110002", "id110003", "id110004");
    assertThat(listIds(Queries.sorted(Sorting.OLDEST)).items()).hasSize(5 * size);
  }
}
