package godwit.sync.contract;

import static java.util.Comparator.comparing;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoChange;
import godwit.sync.BsoQuery;
import godwit.sync.Sorting;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Paging to the end visits each matching record exactly once, in order, whatever the page size: on
 * random records with few times and few sort indexes, so that most pages end within a tie. The seed
 * is in the message of a failure; {@code -Dcontract.seed} repeats it.
 */
abstract class PagingPropertyContract extends ContractSuite {
  private static final int ROUNDS = 5;
  private static final long[] LIMITS = {1, 3, 7, 1_000};

  private final long seed = Long.getLong("contract.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Map<String, Stored> expected = new TreeMap<>();

  /** A record as the test knows it. */
  private record Stored(String id, @Nullable Integer sortIndex, SyncTimestamp modified) {}

  @BeforeEach
  void writeAtRandom() {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, BsoChange> changes = new TreeMap<>();
      for (int i = random.nextInt(1, 9); i > 0; i--) {
        String id = "id" + random.nextInt(10, 32);
        Integer sortIndex = random.nextBoolean() ? null : random.nextInt(-1, 2);
        changes.put(id, new BsoChange(id, sortIndex, "payload of " + id, null));
      }
      SyncTimestamp now = put(changes.values().toArray(BsoChange[]::new));
      changes
          .values()
          .forEach(change -> expected.merge(change.id(), stored(change, now), this::later));
    }
  }

  private static Stored stored(BsoChange change, SyncTimestamp now) {
    return new Stored(change.id(), change.sortIndex(), now);
  }

  private Stored later(Stored old, Stored changed) {
    return changed.sortIndex == null
        ? new Stored(old.id, old.sortIndex, changed.modified)
        : changed;
  }

  @ParameterizedTest
  @EnumSource
  void paging_visitsEachRecordOnceInOrder(Sorting sorting) {
    List<String> wanted = wanted(sorting, null, null);
    for (long limit : LIMITS) {
      var query = Queries.page(sorting, limit, null);
      assertThat(Queries.walk(query, this::listIds)).as(about(query)).isEqualTo(wanted);
      assertThat(Queries.walk(query, this::list).stream().map(Bso::id).toList())
          .as(about(query))
          .isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @EnumSource
  void paging_withinFiltersVisitsEachRecordOnceInOrder(Sorting sorting) {
    List<SyncTimestamp> times =
        expected.values().stream().map(Stored::modified).distinct().sorted().toList();
    SyncTimestamp newer = times.get(random.nextInt(times.size()));
    SyncTimestamp older = times.get(random.nextInt(times.size()));
    for (long limit : LIMITS) {
      var after = new BsoQuery(null, newer, null, sorting, limit, null);
      assertThat(Queries.walk(after, this::listIds))
          .as(about(after))
          .isEqualTo(wanted(sorting, newer, null));
      var before = new BsoQuery(null, null, older, sorting, limit, null);
      assertThat(Queries.walk(before, this::list).stream().map(Bso::id).toList())
          .as(about(before))
          .isEqualTo(wanted(sorting, null, older));
    }
  }

  private List<String> wanted(
      Sorting sorting, @Nullable SyncTimestamp newer, @Nullable SyncTimestamp older) {
    return expected.values().stream()
        .filter(bso -> newer == null || bso.modified.compareTo(newer) > 0)
        .filter(bso -> older == null || bso.modified.compareTo(older) < 0)
        .sorted(order(sorting))
        .map(Stored::id)
        .toList();
  }

  private static Comparator<Stored> order(Sorting sorting) {
    return switch (sorting) {
      case NEWEST -> comparing(Stored::modified).thenComparing(Stored::id).reversed();
      case OLDEST -> comparing(Stored::modified).thenComparing(Stored::id);
      case INDEX ->
          comparing(Stored::sortIndex, nullsLast(reverseOrder()))
              .thenComparing(Stored::id, reverseOrder());
    };
  }

  private String about(BsoQuery query) {
    return "seed " + seed + ", " + query;
  }
}
