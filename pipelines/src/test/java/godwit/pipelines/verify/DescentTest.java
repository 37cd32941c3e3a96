package godwit.pipelines.verify;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.ledger.Difference.Kind;
import godwit.pipelines.verify.RowComparison.RowDifference;
import godwit.storage.CollectionDigest;
import godwit.storage.CollectionRows;
import godwit.storage.RowFingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescentTest {
  private static final Instant LIVE_AT = Instant.ofEpochMilli(1_000);
  private static final int SMALL = 8;

  /** A collection in memory that answers as the databases do, and notes the largest answer. */
  private static final class Rows implements CollectionRows {
    private final Map<String, RowFingerprint> rows = new TreeMap<>();
    private int largest;

    void put(RowFingerprint row) {
      rows.put(row.id(), row);
    }

    CollectionDigest digest() {
      return rows.values().stream()
          .filter(row -> row.expiryMicros() > 1_000_000)
          .map(Rows::digest)
          .reduce(CollectionDigest.EMPTY, CollectionDigest::plus);
    }

    private static CollectionDigest digest(RowFingerprint row) {
      long mixed = new Random(row.hashCode()).nextLong();
      return new CollectionDigest(1, row.payload().length(), row.modifiedMicros(), mixed);
    }

    @Override
    public Map<String, CollectionDigest> byPrefix(String prefix, Instant liveAt) {
      var groups = new TreeMap<String, CollectionDigest>();
      long live = liveAt.toEpochMilli() * 1_000;
      for (RowFingerprint row : rows.values()) {
        if (row.id().startsWith(prefix) && row.expiryMicros() > live) {
          int length = Math.min(row.id().length(), prefix.length() + 1);
          groups.merge(row.id().substring(0, length), digest(row), CollectionDigest::plus);
        }
      }
      return groups;
    }

    @Override
    public List<RowFingerprint> rows(String prefix, Instant liveAt) {
      long live = liveAt.toEpochMilli() * 1_000;
      return answer(row -> row.id().startsWith(prefix) && row.expiryMicros() > live);
    }

    @Override
    public List<RowFingerprint> rows(Collection<String> ids) {
      return answer(row -> ids.contains(row.id()));
    }

    private List<RowFingerprint> answer(Predicate<RowFingerprint> condition) {
      var found = rows.values().stream().filter(condition).toList();
      largest = Math.max(largest, found.size());
      return found;
    }
  }

  private static RowFingerprint row(String id, String payload) {
    return new RowFingerprint(id, null, 5, 2_000_000, payload);
  }

  private static List<RowDifference> descend(Rows source, Rows target) {
    var found = new ArrayList<RowDifference>();
    new Descent(source, target, LIVE_AT, SMALL, found::add)
        .descend(source.digest(), target.digest());
    return found;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyDamagedRow_isFoundAndNoOther(long seed) {
    System.err.println("seed " + seed);
    var random = new Random(seed);
    var source = new Rows();
    var target = new Rows();
    Set<String> damaged = new HashSet<>();
    for (int i = 0; i < 600; i++) {
      String id = Long.toString(random.nextLong(Long.MAX_VALUE), 1 + random.nextInt(30) + 1);
      id = id.substring(0, Math.min(id.length(), 1 + random.nextInt(12)));
      if (source.rows.containsKey(id) || target.rows.containsKey(id)) {
        continue;
      }
      int fate = random.nextInt(40);
      if (fate != 0) {
        source.put(row(id, "p"));
      }
      if (fate != 1) {
        target.put(row(id, fate == 2 ? "q" : "p"));
      }
      if (fate <= 2) {
        damaged.add(id);
      }
    }
    assertThat(descend(source, target))
        .extracting(RowDifference::id)
        .containsExactlyInAnyOrderElementsOf(damaged);
    assertThat(Math.max(source.largest, target.largest)).isLessThanOrEqualTo(SMALL);
  }

  @Test
  void rowWhoseIdIsThePrefixOfMany_isFound() {
    for (Kind kind : List.of(Kind.ROW_MISSING, Kind.ROW_UNEXPECTED, Kind.ROW_DIFFERENT)) {
      var source = new Rows();
      var target = new Rows();
      for (int i = 0; i < 50; i++) {
        source.put(row("ab" + (char) ('A' + i), "p"));
        target.put(row("ab" + (char) ('A' + i), "p"));
      }
      if (kind != Kind.ROW_UNEXPECTED) {
        source.put(row("ab", "p"));
      }
      if (kind != Kind.ROW_MISSING) {
        target.put(row("ab", "q"));
      }
      assertThat(descend(source, target))
          .hasSize(1)
          .allSatisfy(
              found -> {
                assertThat(found.id()).isEqualTo("ab");
                assertThat(found.kind()).isEqualTo(kind);
              });
    }
  }

  /** What is small was once told by the visible rows, while the expired ones were fetched too. */
  @Test
  void expiredRows_areNotFetched() {
    var source = new Rows();
    var target = new Rows();
    for (int i = 0; i < 1_000; i++) {
      source.put(new RowFingerprint("old%04d".formatted(i), null, 5, 1, "p"));
      target.put(new RowFingerprint("old%04d".formatted(i), null, 5, 1, "p"));
    }
    source.put(row("new", "p"));
    target.put(row("new", "q"));
    assertThat(descend(source, target)).extracting(RowDifference::id).containsExactly("new");
    assertThat(Math.max(source.largest, target.largest)).isLessThanOrEqualTo(SMALL);
  }

  @Test
  void rowThatIsExpiredOnOneSideOnly_differsInItsExpiry() {
    var source = new Rows();
    var target = new Rows();
    source.put(row("a", "p"));
    target.put(new RowFingerprint("a", null, 5, 1_000_000, "p"));
    target.put(row("b", "p"));
    source.put(new RowFingerprint("b", null, 5, 1_000_000, "p"));
    assertThat(descend(source, target))
        .containsExactly(
            new RowDifference("a", Kind.ROW_DIFFERENT, "expiry"),
            new RowDifference("b", Kind.ROW_DIFFERENT, "expiry"));
  }

  @Test
  void wholeCollectionMissing_namesEachRow() {
    var source = new Rows();
    for (int i = 0; i < 100; i++) {
      source.put(row("row%03d".formatted(i), "p"));
    }
    assertThat(descend(source, new Rows()))
        .hasSize(100)
        .allMatch(found -> found.kind() == Kind.ROW_MISSING);
  }

  @Test
  void digestsThatAgreeOnSecondLook_areMoving() {
    var source = new Rows();
    source.put(row("a", "p"));
    var found = new ArrayList<RowDifference>();
    new Descent(source, source, LIVE_AT, SMALL, found::add)
        .descend(source.digest(), CollectionDigest.EMPTY);
    assertThat(found).extracting(RowDifference::kind).containsExactly(Kind.MOVING);
  }

  /** A large collection that settled while it was searched was once called different in silence. */
  @Test
  void largeCollectionThatAgreesOnSecondLook_isMovingToo() {
    var source = new Rows();
    for (int i = 0; i < 100; i++) {
      source.put(row("row%03d".formatted(i), "p"));
    }
    var found = new ArrayList<RowDifference>();
    new Descent(source, source, LIVE_AT, SMALL, found::add)
        .descend(source.digest(), CollectionDigest.EMPTY);
    assertThat(found).extracting(RowDifference::kind).containsExactly(Kind.MOVING);
  }
}
