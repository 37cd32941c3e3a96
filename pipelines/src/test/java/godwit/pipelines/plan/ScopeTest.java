package godwit.pipelines.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import godwit.model.UserKey;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private static final UserKey KEY = new UserKey("abc", "0000000000001-kid");

  @Test
  void all_isEverybodyWithoutLimits() {
    assertThat(Scope.ALL.shards()).isEmpty();
    assertThat(Scope.ALL.users()).isEmpty();
    assertThat(Scope.ALL.percent()).isEqualTo(Percent.ALL);
    assertThat(Scope.ALL.limit()).isEqualTo(Long.MAX_VALUE);
    assertThat(Scope.ALL.excludeHoarders()).isEqualTo(Long.MAX_VALUE);
    assertThat(Scope.ALL.retryDead()).isFalse();
    assertThat(Scope.ALL.includes("s", 1, KEY)).isTrue();
    assertThat(Scope.ALL.includesShard("s")).isTrue();
    assertThat(Scope.ALL.mayInclude("s", 1)).isTrue();
  }

  @Test
  void eachSpelling_namesTheUser() {
    for (String name : Set.of("abc", "abc/0000000000001-kid", "s:12")) {
      Scope scope = Scope.ALL.withUsers(Set.of(name));
      assertThat(scope.includes("s", 12, KEY)).as(name).isTrue();
      assertThat(scope.mayInclude("s", 12)).as(name).isTrue();
      assertThat(scope.includes("t", 13, new UserKey("abd", "0000000000001-kid"))).isFalse();
    }
    assertThat(Scope.ALL.withUsers(Set.of("s:12")).mayInclude("s", 13)).isFalse();
    assertThat(Scope.ALL.withUsers(Set.of("s:12")).includes("t", 12, KEY)).isFalse();
    assertThat(Scope.ALL.withUsers(Set.of("abc/other")).includes("s", 12, KEY)).isFalse();
  }

  @Test
  void filters_applyTogether() {
    Scope scope = Scope.ALL.withUsers(Set.of("abc"));
    assertThat(
            scope.withPercent(new Percent(0, 50)).includes("s", 1, KEY)
                ^ scope.withPercent(new Percent(50, 100)).includes("s", 1, KEY))
        .isTrue();
  }

  @Test
  void eachCopy_changesOneThing() {
    Scope scope =
        Scope.ALL
            .withShards(Set.of("b", "a"))
            .withUsers(Set.of("x:1"))
            .withPercent(new Percent(1, 2))
            .withLimit(3)
            .withoutHoarders(4)
            .retryingDead();
    assertThat(scope)
        .isEqualTo(new Scope(Set.of("a", "b"), Set.of("x:1"), new Percent(1, 2), 3, 4, true));
    assertThat(scope.includesShard("a")).isTrue();
    assertThat(scope.includesShard("c")).isFalse();
    assertThat(scope.namedShards()).containsExactly("a", "b", "x");
  }

  @Test
  void limitsBelowOne_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scope.ALL.withLimit(0))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scope.ALL.withoutHoarders(-5))
        .withMessageContaining("-5");
  }
}
