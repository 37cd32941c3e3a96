package godwit.tokenserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountKeysTest {
  private static AccountClaim claim(@Nullable Long generation, @Nullable Long keysChangedAt) {
    return new AccountClaim("account", generation, keysChangedAt, "aa");
  }

  /** A generation and a key change, {@code -} for none, separated by a slash. */
  private static @Nullable Long[] times(String text) {
    String[] parts = text.split("/");
    return new @Nullable Long[] {time(parts[0]), time(parts[1])};
  }

  private static @Nullable Long time(String text) {
    return text.equals("-") ? null : Long.valueOf(text);
  }

  @ParameterizedTest
  @CsvSource({
    // What is stored, what is claimed, and what it becomes.
    "10/5,  11/6, 11/6",
    "10/5,  11/5, 11/5",
    "10/-,  11/-, 11/-",
    "10/-,  11/6, 11/6",
    "10/5,  -/5,  10/5",
    "10/5,  -/11, 11/11",
    "10/5,  -/10, 10/10",
    "10/5,  -/6,  10/6",
    "10/12, -/11, 10/11",
    "10/-,  -/11, 11/11",
    "10/-,  -/10, 10/10",
    "10/-,  -/-,  10/-",
    "0/0,   -/1,  1/1",
  })
  void after_followsTheClaim(String stored, String claimed, String expected) {
    assertThat(keys(stored).after(claim(times(claimed)[0], times(claimed)[1])))
        .isEqualTo(keys(expected));
  }

  private static AccountKeys keys(String text) {
    @Nullable Long[] times = times(text);
    return new AccountKeys(Objects.requireNonNull(times[0]), times[1], "aa");
  }

  @Test
  void after_takesTheNewClientState() {
    var claim = new AccountClaim("account", 11L, 11L, "bb");
    assertThat(new AccountKeys(10, 10L, "aa").after(claim))
        .isEqualTo(new AccountKeys(11, 11L, "bb"));
  }

  @Test
  void after_leavesADeletedAccountAsItIs() {
    var retired = new AccountKeys(AssignmentRow.RETIRED, null, "aa");
    assertThat(retired.after(claim(null, 7L))).isEqualTo(retired);
  }

  @Test
  void first_hasGenerationZeroIfNoneIsTold() {
    assertThat(AccountKeys.first(claim(null, null))).isEqualTo(new AccountKeys(0, null, "aa"));
    assertThat(AccountKeys.first(claim(8L, 7L))).isEqualTo(new AccountKeys(8, 7L, "aa"));
  }

  @Test
  void fxaKid_matchesTheVectors() {
    assertThat(new AccountKeys(9, 1_700_000_000_123L, "00112233445566778899aabbccddeeff").fxaKid())
        .isEqualTo("1700000000123-ABEiM0RVZneImaq7zN3u_w");
    assertThat(new AccountKeys(9, 2345L, "bbbb").fxaKid()).isEqualTo("0000000002345-u7s");
  }

  @Test
  void fxaKid_takesZeroAsItIs_andTheGenerationForNull() {
    assertThat(new AccountKeys(9, 0L, "bbbb").fxaKid()).isEqualTo("0000000000000-u7s");
    assertThat(new AccountKeys(9, null, "bbbb").fxaKid()).isEqualTo("0000000000009-u7s");
  }

  @Test
  void claim_takesZeroAsAbsent() {
    assertThat(claim(0L, 0L)).isEqualTo(claim(null, null));
  }

  @Test
  void claim_refusesWhatTheDatabaseCouldNotHold() {
    assertThatThrownBy(() -> claim(Long.MAX_VALUE, 1L))
        .hasMessageContaining("generation is 9223372036854775807");
    assertThatThrownBy(() -> claim(1L, -1L)).hasMessageContaining("keys_changed_at is -1");
    for (String account : new String[] {"", "a@b", "a b", "a".repeat(65)}) {
      assertThatThrownBy(() -> new AccountClaim(account, 1L, 1L, "aa"))
          .hasMessageContaining("not an account");
    }
    for (String state : new String[] {"a", "AA", "zz", "aa".repeat(17)}) {
      assertThatThrownBy(() -> new AccountClaim("a", 1L, 1L, state))
          .hasMessageContaining("not a client state");
    }
  }

  @Test
  void toString_showsNeitherAccountNorKey() {
    assertThat(new AccountClaim("person", 1L, 2L, "abcd").toString())
        .doesNotContain("person", "abcd");
    assertThat(new AccountKeys(1, 2L, "abcd").toString()).doesNotContain("abcd");
  }
}
