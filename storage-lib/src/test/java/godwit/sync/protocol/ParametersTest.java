package godwit.sync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import godwit.sync.Offset;
import godwit.sync.Sorting;
import godwit.sync.web.SyncStage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times and query strings. */
class ParametersTest {
  private static BatchParameters batch(String query) {
    return BatchParameters.of(QueryText.of(query), id -> !id.contains("!"));
  }

  private static ListParameters list(String query) {
    return ListParameters.of(QueryText.of(query));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.00, 0",
    "-0, 0",
    "1700000000.12, 1700000000120",
    "1700000000.129, 1700000000120",
    "1700000000.999999999999, 1700000000990",
    "1700000000, 1700000000000",
    "2.01, 2010",
    "1e3, 1000000",
    ".5, 500",
    "5., 5000",
    "+5, 5000",
    "0.009, 0",
    "1e-999999999, 0",
    "253402300799.99, 253402300799990",
    "99999999999999, 253402300799990",
    "18446744073709551.615, 253402300799990"
  })
  void time_isCutToHundredthsAndNeverRounded(String text, long millis) {
    assertThat(WireTime.parse(text)).contains(SyncTimestamp.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "-1",
        "-0.01",
        "NaN",
        "inf",
        "infinity",
        "1,5",
        "1 ",
        "0x10",
        "1.2.3",
        "18446744073709551.617",
        "1e999999999",
        "\u0661x",
        "1f"
      })
  void time_thatIsNoneIsRefused(String text) {
    assertThat(WireTime.parse(text)).isEmpty();
  }

  @Test
  void time_roundTripsTheWire() {
    long seed = 3;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 10_000; i++) {
      var time = SyncTimestamp.ofMillis(random.nextLong(SyncTimestamp.MAX_MILLIS / 10) * 10);
      assertThat(WireTime.parse(time.wire())).as("seed %d", seed).contains(time);
    }
  }

  @Test
  void noQuery_asksForEverythingNewestFirst() {
    assertThat(ListParameters.of(QueryText.of(null)))
        .isEqualTo(new ListParameters(BsoQuery.ALL, false, false));
    assertThat(list("unknown=1&unknown=2&other")).isEqualTo(list(""));
  }

  @Test
  void fullQuery_isReadWhole() {
    assertThat(
            list(
                "ids=a,%20b%20,,c%2Cd&newer=1.23&older=5.43&full=&limit=7&offset=3838:1&sort=oldest"))
        .isEqualTo(
            new ListParameters(
                new BsoQuery(
                    List.of("a", "b", "c", "d"),
                    SyncTimestamp.ofMillis(1239),
                    SyncTimestamp.ofMillis(5430),
                    Sorting.OLDEST,
                    7,
                    new Offset(3838L, 1)),
                true,
                false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "newer=x",
        "newer=-1",
        "newer=",
        "older=x",
        "older=-1",
        "limit=-1",
        "limit=x",
        "limit=",
        "limit=1.0",
        "limit=4294967296",
        "offset=x",
        "offset=",
        "offset=-1",
        "offset=1:",
        "offset=:1",
        "offset=1:2:3",
        "offset=99999999999999999999",
        "sort=random",
        "sort=",
        "sort=Newest",
        "ids=%C3%A9",
        "ids=a%0Ab",
        "ids=a,%ff",
        "full=1&full=1",
        "newer=1&newer=1",
        "ids=a&ids=b",
        "batch=a&batch=b",
        "sort=newest&newer=2.22&offset=1111:1",
        "sort=newest&older=2.22&offset=5858:1",
        "newer=2.22&offset=1111:1"
      })
  void malformedQuery_isRefused(String query) {
    assertThatThrownBy(() -> list(query))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(SyncStage.brief(refused.response())).isEqualTo("400 0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "newer=1.23&older=5.43&offset=3838:1",
        "sort=index&newer=2.22&offset=1111:1",
        "limit=0",
        "limit=4294967295",
        "sort=none",
        "full",
        "ids=a+b",
        "offset=12"
      })
  void soundQuery_isTaken(String query) {
    assertThat(list(query)).isNotNull();
  }

  @Test
  void ids_areAtMostAHundredOfSixtyFourCharacters() {
    String hundred =
        IntStream.range(0, 100).mapToObj(i -> "i" + i).collect(Collectors.joining(","));

    assertThat(list("ids=" + hundred).query().ids()).hasSize(100);
    assertThatThrownBy(() -> list("ids=" + hundred + ",i100")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> list("ids=" + "a".repeat(65))).isInstanceOf(Refused.class);
  }

  @Test
  void ids_withNothingLeftAreTold() {
    assertThat(list("ids=").namesNothing()).isTrue();
    assertThat(list("ids=,%20,").namesNothing()).isTrue();
    assertThat(list("ids=a").namesNothing()).isFalse();
    assertThat(list("ids=").query().ids()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'', PLAIN, ",
    "batch, START, ",
    "batch=, START, ",
    "batch=true, START, ",
    "batch=TRUE, START, ",
    "batch=abc, APPEND, abc",
    "batch=YWI%3D, APPEND, YWI=",
    "batch=abc&commit=true, COMMIT, abc",
    "batch=abc&commit=True, COMMIT, abc",
    "batch=true&commit=true, PLAIN, ",
    "batch&commit=true, PLAIN, "
  })
  void batch_isReadFromTheQuery(String query, BatchParameters.Step step, String id) {
    assertThat(batch(query)).isEqualTo(new BatchParameters(step, id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"commit=true", "batch=a&commit", "batch=a&commit=false", "commit=1", "batch=!"})
  void commit_mustBeTrueAndOfABatch(String query) {
    assertThatThrownBy(() -> batch(query)).isInstanceOf(Refused.class);
  }
}
