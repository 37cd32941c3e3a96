package godwit.tokenserver;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.tokenserver.TokenserverRefusal.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimRuleTest {
  private static final String NOW = "aa";
  private static final String NEW = "bb";
  private static final String OLD = "cc";
  private static final Set<String> OLD_STATES = Set.of(OLD);
  private static final List<@Nullable Long> TIMES = Arrays.asList(null, 1L, 2L, 3L, 4L);

  private static AccountClaim claim(
      @Nullable Long generation, @Nullable Long keysChangedAt, String state) {
    return new AccountClaim("account", generation, keysChangedAt, state);
  }

  private static Optional<Kind> broken(AccountClaim claim, AccountKeys stored) {
    return ClaimRule.broken(claim, stored, OLD_STATES);
  }

  private record Case(AccountClaim claim, AccountKeys stored) {
    boolean changed() {
      return !claim.clientState().equals(stored.clientState());
    }

    boolean bothGenerations(Predicate<long[]> comparison) {
      return both(claim.generation(), stored.generation(), comparison);
    }

    boolean bothKeyChanges(Predicate<long[]> comparison) {
      return both(claim.keysChangedAt(), stored.keysChangedAt(), comparison);
    }

    private static boolean both(
        @Nullable Long claimed, @Nullable Long stored, Predicate<long[]> comparison) {
      return claimed != null && stored != null && comparison.test(new long[] {claimed, stored});
    }
  }

  /** The eight rules one after the other, each as a sentence of its own. */
  private static Map<Predicate<Case>, Kind> rules() {
    Map<Predicate<Case>, Kind> rules = new LinkedHashMap<>();
    rules.put(
        c ->
            c.bothKeyChanges(t -> t[0] > t[1])
                && Case.both(c.claim.generation(), c.claim.keysChangedAt(), t -> t[0] < t[1]),
        Kind.INVALID_KEYS_CHANGED_AT);
    rules.put(c -> c.claim.clientState().isEmpty(), Kind.EMPTY_CLIENT_STATE);
    rules.put(c -> OLD_STATES.contains(c.claim.clientState()), Kind.STALE_CLIENT_STATE);
    rules.put(
        c -> c.changed() && c.bothGenerations(t -> t[0] <= t[1]),
        Kind.CLIENT_STATE_WITHOUT_GENERATION);
    rules.put(
        c -> c.changed() && c.bothKeyChanges(t -> t[0] <= t[1]),
        Kind.CLIENT_STATE_WITHOUT_KEYS_CHANGED_AT);
    rules.put(c -> c.bothGenerations(t -> t[0] < t[1]), Kind.INVALID_GENERATION);
    rules.put(c -> c.bothKeyChanges(t -> t[0] < t[1]), Kind.INVALID_KEYS_CHANGED_AT);
    rules.put(
        c -> {
          Long known = c.stored.keysChangedAt();
          return known != null && known != 0 && c.claim.keysChangedAt() == null;
        },
        Kind.INVALID_KEYS_CHANGED_AT);
    return rules;
  }

  @Test
  void broken_isTheFirstOfTheEightRulesForEveryCombination() {
    int cases = 0;
    for (String state : List.of(NOW, NEW, OLD, "")) {
      for (Long generation : TIMES) {
        for (Long changed : TIMES) {
          for (long storedGeneration = 0; storedGeneration <= 4; storedGeneration++) {
            for (Long storedChange : Arrays.asList(null, 0L, 1L, 2L, 3L, 4L)) {
              var one =
                  new Case(
                      claim(generation, changed, state),
                      new AccountKeys(storedGeneration, storedChange, NOW));
              Optional<Kind> expected =
                  rules().entrySet().stream()
                      .filter(rule -> rule.getKey().test(one))
                      .map(Map.Entry::getValue)
                      .findFirst();
              assertThat(broken(one.claim(), one.stored()))
                  .as("%s %s", state, one)
                  .isEqualTo(expected);
              cases++;
            }
          }
        }
      }
    }
    assertThat(cases).isEqualTo(4 * 5 * 5 * 5 * 6);
  }

  @Test
  void keyChange_needsAGenerationThatCameAlong() {
    var stored = new AccountKeys(10, 10L, NOW);
    assertThat(broken(claim(11L, 12L, NOW), stored)).contains(Kind.INVALID_KEYS_CHANGED_AT);
    assertThat(broken(claim(12L, 12L, NOW), stored)).isEmpty();
    assertThat(broken(claim(null, 12L, NOW), stored)).isEmpty();
    assertThat(broken(claim(10L, 12L, NOW), new AccountKeys(10, null, NOW))).isEmpty();
  }

  @Test
  void olderGeneration_isRefused() {
    assertThat(broken(claim(9L, 5L, NOW), new AccountKeys(10, 5L, NOW)))
        .contains(Kind.INVALID_GENERATION);
  }

  @Test
  void keyChange_mustNotGoBackOrBeForgotten() {
    assertThat(broken(claim(10L, 4L, NOW), new AccountKeys(10, 5L, NOW)))
        .contains(Kind.INVALID_KEYS_CHANGED_AT);
    assertThat(broken(claim(10L, null, NOW), new AccountKeys(10, 5L, NOW)))
        .contains(Kind.INVALID_KEYS_CHANGED_AT);
    assertThat(broken(claim(10L, null, NOW), new AccountKeys(10, 0L, NOW))).isEmpty();
    assertThat(broken(claim(10L, null, NOW), new AccountKeys(10, null, NOW))).isEmpty();
  }

  @Test
  void deletedAccount_passesWithoutAGenerationOnly() {
    var retired = new AccountKeys(AssignmentRow.RETIRED, 5L, NOW);
    assertThat(broken(claim(null, 5L, NOW), retired)).isEmpty();
    assertThat(broken(claim(9L, 5L, NOW), retired)).contains(Kind.INVALID_GENERATION);
  }

  @Test
  void deletedAccount_getsNoNewKey() {
    var retired = new AccountKeys(AssignmentRow.RETIRED, 5L, NOW);
    assertThat(broken(claim(null, 6L, NEW), retired))
        .contains(Kind.CLIENT_STATE_WITHOUT_GENERATION);
  }
}
