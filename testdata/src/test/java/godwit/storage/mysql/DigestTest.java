package godwit.storage.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.storage.CollectionDigest;
import godwit.storage.CollectionRows;
import godwit.storage.RowDigest;
import godwit.storage.RowFingerprint;
import godwit.storage.SourceRow;
import godwit.storage.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server's digests must be the numbers that Java computes from the same rows. */
@Tag("server")
class DigestTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_600_000_000_500L);
  private static final Instant LONG_AGO = Instant.EPOCH;
  private static final String ID_LETTERS = "aAbBzZ09-_ %|\\'é";
  private static final String PAYLOAD_LETTERS = "{}\":,xyz019 \n\\'éß€";

  private final long seed = new SplittableRandom().nextLong();
  private final SplittableRandom random = new SplittableRandom(seed);

  private List<SourceRow> randomRows(int count) {
    Map<String, SourceRow> rows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < count; i++) {
      // A letter at the end keeps ids apart on a server that ignores trailing spaces.
      String id = text(ID_LETTERS, random.nextInt(1, 5)) + i % 10 + "x";
      int collection = random.nextInt(4, 7);
      Integer sortIndex = random.nextBoolean() ? null : random.nextInt(-5, 1_000);
      long modified = random.nextLong(0, 160_000_000_000L) * 10;
      // Some expire in the very second, before and after NOW.
      long expiry = (1_600_000_000L + random.nextLong(-2, 3)) * 1_000;
      String payload = text(PAYLOAD_LETTERS, random.nextInt(0, 300));
      rows.put(
          collection + id, new SourceRow(collection, id, sortIndex, payload, modified, expiry));
    }
    return List.copyOf(rows.values());
  }

  private String text(String letters, int length) {
    return random
        .ints(length, 0, letters.length())
        .mapToObj(i -> letters.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  private static <K> Map<K, CollectionDigest> digests(
      List<SourceRow> rows, Instant liveAt, Function<SourceRow, K> group) {
    return rows.stream()
        .filter(row -> !row.isExpired(liveAt))
        .collect(
            Collectors.groupingBy(
                group,
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), TestShard::digest)));
  }

  @ParameterizedTest
  @EnumSource
  void digests_areThoseOfTheRows(Layout layout) {
    List<SourceRow> first = randomRows(300);
    List<SourceRow> second = randomRows(50);
    try (TestShard data = new TestShard(layout)) {
      data.addAll(5, first);
      data.addAll(6, second);
      data.addAll(8, second);
      try (MySqlShard shard = data.open()) {
        for (Instant liveAt : List.of(NOW, LONG_AGO)) {
          assertThat(shard.digests(List.of(5L, 6L, 7L), liveAt))
              .as("seed %d", seed)
              .isEqualTo(
                  Map.of(
                      5L, digests(first, liveAt, SourceRow::collection),
                      6L, digests(second, liveAt, SourceRow::collection)));
        }
      }
    }
  }

  @Test
  void digests_useTheTopBit() {
    try (TestShard data = new TestShard(Layout.RUST)) {
      SourceRow negative =
          randomRows(200).stream()
              .filter(row -> RowDigest.of(row.toBso()) < 0)
              .findFirst()
              .orElseThrow();
      data.add(1, negative);
      try (MySqlShard shard = data.open()) {
        long xor = TestShard.digestOf(shard, 1, negative.collection(), LONG_AGO).xor();
        assertThat(xor).isNegative().isEqualTo(RowDigest.of(negative.toBso()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void byPrefix_groupsByTheNextCharacterAsWritten(Layout layout) {
    List<SourceRow> rows = randomRows(300).stream().filter(row -> row.collection() == 4).toList();
    try (TestShard data = new TestShard(layout)) {
      data.addAll(5, rows);
      try (MySqlShard shard = data.open()) {
        CollectionRows collection = shard.rowsOf(5, 4);
        for (String prefix : List.of("", "a", "A", "Z", "%", "_", "|", "\\", "'", "é", " ", "aA")) {
          List<SourceRow> under = rows.stream().filter(r -> r.id().startsWith(prefix)).toList();
          assertThat(collection.byPrefix(prefix, NOW))
              .as("prefix '%s', seed %d", prefix, seed)
              .isEqualTo(digests(under, NOW, row -> head(row.id(), prefix.length() + 1)));
          assertThat(collection.rows(prefix, NOW))
              .as("prefix '%s', seed %d", prefix, seed)
              .containsExactlyInAnyOrderElementsOf(
                  under.stream()
                      .filter(row -> !row.isExpired(NOW))
                      .map(DigestTest::fingerprint)
                      .toList());
          assertThat(collection.rows(under.stream().map(SourceRow::id).toList()))
              .as("prefix '%s', seed %d", prefix, seed)
              .containsExactlyInAnyOrderElementsOf(
                  under.stream().map(DigestTest::fingerprint).toList());
        }
      }
    }
  }

  private static String head(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  private static RowFingerprint fingerprint(SourceRow row) {
    return new RowFingerprint(
        row.id(),
        row.sortIndex(),
        row.modifiedMillis() * 1_000,
        row.expiryMillis() * 1_000,
        RowDigest.ofPayload(row.payload()));
  }

  @Test
  void byPrefix_putsTheIdThatIsThePrefixInAGroupOfItsOwn() {
    List<SourceRow> rows = new ArrayList<>();
    for (String id : List.of("ab", "abc", "ab c", "abcd", "aBc")) {
      rows.add(TestShard.row(4, id.equals("aBc") ? "aBx" : id, id));
    }
    try (TestShard data = new TestShard(Layout.PYTHON_PLAIN)) {
      data.addAll(1, rows);
      try (MySqlShard shard = data.open()) {
        assertThat(shard.rowsOf(1, 4).byPrefix("ab", NOW))
            .containsOnlyKeys("ab", "ab ", "abc")
            .containsEntry("abc", TestShard.digest(List.of(rows.get(1), rows.get(3))));
      }
    }
  }

  @Test
  void damagedTimes_doNotFailTheStatement() {
    try (TestShard data = new TestShard(Layout.RUST)) {
      data.execute(
          "INSERT INTO bso VALUES (1, 4, 'a', NULL, 'p', 1, 9223372036854775807, 1600000001000)");
      try (MySqlShard shard = data.open()) {
        assertThat(TestShard.digestOf(shard, 1, 4, NOW).maxModifiedMicros())
            .isEqualTo(Long.MAX_VALUE);
        assertThat(shard.rowsOf(1, 4).rows("", Instant.EPOCH).get(0).modifiedMicros())
            .isEqualTo(Long.MAX_VALUE);
      }
    }
  }

  @Test
  void payloadBeyondThePacketSize_isToldAndNotLeftOut() throws Exception {
    try (TestShard data = new TestShard(Layout.RUST);
        var connection = data.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO bso VALUES (1, 4, 'a', NULL, REPEAT('x', 2000000), 1, 1, 1600000001000)");
      statement.execute("SET GLOBAL max_allowed_packet = 1048576");
      try (MySqlShard shard = data.open()) {
        assertThatThrownBy(() -> shard.digests(List.of(1L), NOW))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("max_allowed_packet");
      } finally {
        statement.execute("SET GLOBAL max_allowed_packet = 67108864");
      }
    }
  }
}
