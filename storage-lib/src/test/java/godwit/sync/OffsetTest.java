package godwit.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both forms of an offset, and which one follows a page. */
class OffsetTest {
  @ParameterizedTest
  @CsvSource({
    // sorting, the request's offset, times of the page's records, what follows
    "NEWEST, , 5500 4200 3800, 3800:1",
    "NEWEST, , 5000 3800 3800, 3800:2",
    "NEWEST, 2048:1, 3800 3800 3800, 3800:3",
    "NEWEST, 9000:2, 9000 9000 9000, 9000:5",
    "OLDEST, , 8900 9000 9100, 9100:1",
    "INDEX, 50, 1 2 3, 53",
    // A tie that began before the page and ends in it.
    "NEWEST, 9000:2, 9000 9000 8000, 8000:1",
    "OLDEST, 9000:2, 9000 9000 9100, 9100:1",
    "OLDEST, 9000:2, 9000, 9000:3",
    // Equal times apart from each other are no tie at the end.
    "OLDEST, , 9000 9100 9100, 9100:2",
    // The plain form leads to the timed one, which begins anew.
    "NEWEST, 3, 5000 3800, 3800:1",
    "NEWEST, 3, 3800 3800, 3800:2",
    // The order of indexes knows no times.
    "INDEX, , 7 7, 2",
    "INDEX, 1111:4, 7 7, 6"
  })
  void after_namesThePlaceBehindThePage(
      Sorting sorting, @Nullable String request, String times, String next) {
    List<Long> page = Arrays.stream(times.split(" ")).map(Long::valueOf).toList();

    assertThat(Offset.after(offset(request), page, sorting, time -> time)).hasToString(next);
  }

  private static @Nullable Offset offset(@Nullable String text) {
    return text == null ? null : Offset.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "17", "2048:3"})
  void after_anEmptyPageIsTheRequestsOwn(String request) {
    for (Sorting sorting : Sorting.values()) {
      assertThat(Offset.after(offset(request), List.<Long>of(), sorting, time -> time))
          .hasToString(request);
    }
  }

  @Test
  void after_anEmptyFirstPageIsTheStart() {
    assertThat(Offset.after(null, List.<Long>of(), Sorting.NEWEST, time -> time))
        .isEqualTo(new Offset(null, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "1", "9223372036854775807", "0:0", "1700000000120:3", "1700000000125:99"})
  void parse_readsWhatToStringWrites(String text) {
    assertThat(offset(text)).hasToString(text);
  }

  @Test
  void parse_readsTheParts() {
    assertThat(Offset.parse("12")).contains(new Offset(null, 12));
    assertThat(Offset.parse("34:12")).contains(new Offset(34L, 12));
    assertThat(Offset.parse("007")).contains(new Offset(null, 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "-1",
        "+1",
        "1.0",
        "1e3",
        ":",
        "1:",
        ":1",
        "1:2:3",
        "-1:2",
        "1:-2",
        "a",
        "1:b",
        "0x10",
        "\u0661",
        "1\n",
        "18446744073709551616",
        "18446744073709551616:1",
        "1:18446744073709551616",
        "99999999999999999999"
      })
  void parse_findsNothingInAnythingElse(String text) {
    assertThat(Offset.parse(text)).isEmpty();
  }

  @Test
  void parse_takesWhatSixtyFourBitsHoldAsTheLargestLong() {
    assertThat(offset("18446744073709551615")).isEqualTo(new Offset(null, Long.MAX_VALUE));
    assertThat(offset("9223372036854775808:07")).isEqualTo(new Offset(Long.MAX_VALUE, 7));
  }

  @Test
  void offset_hasNoNegativeParts() {
    assertThatThrownBy(() -> new Offset(null, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Offset(-1L, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void after_neverLosesNorRepeatsARecord() {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 2_000; round++) {
      List<Long> times = random.longs(random.nextInt(1, 12), 1, 4).sorted().boxed().toList();
      int limit = random.nextInt(1, 5);
      int begin = 0;
      Offset offset = null;
      while (begin < times.size()) {
        List<Long> page = times.subList(begin, Math.min(times.size(), begin + limit));
        offset = Offset.after(offset, page, Sorting.OLDEST, time -> time);
        begin += page.size();
        assertThat(place(times, offset))
            .as("seed %d, %s by %d", seed, times, limit)
            .isEqualTo(begin);
      }
    }
  }

  /** Where the offset leads to, as a storage works it out in ascending order. */
  private static long place(List<Long> times, Offset offset) {
    Long bound = offset.millis();
    long before = bound == null ? 0 : times.stream().filter(time -> time < bound).count();
    return before + offset.skip();
  }
}
