package godwit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Bso;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowDigestTest {
  private static Bso bso(String id, @Nullable Integer sortIndex, String payload) {
    return new Bso(id, sortIndex, payload, SyncTimestamp.ofMillis(10), Expiry.ofMillis(20));
  }

  private static String hex(String text) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "%064x".formatted(new BigInteger(1, hash));
  }

  private static long first64Bits(String text) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return new BigInteger(1, hash).shiftRight(192).longValue();
  }

  @RepeatedTest(20)
  void digest_isTheHashOfTheDocumentedText() throws NoSuchAlgorithmException {
    long seed = new SplittableRandom().nextLong();
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      assertThat(compareWithText(random)).as("seed %d", seed).isTrue();
    }
  }

  private static boolean compareWithText(SplittableRandom random) throws NoSuchAlgorithmException {
    long modified = random.nextLong(SyncTimestamp.MAX_MILLIS + 1);
    long expiry = random.nextLong(Expiry.MIN_MILLIS, SyncTimestamp.MAX_MILLIS + 1);
    int sortIndex = random.nextInt();
    String id = text(random, 64);
    String payload = text(random, 400);
    Bso bso =
        new Bso(id, sortIndex, payload, SyncTimestamp.ofMillis(modified), Expiry.ofMillis(expiry));
    String text =
        "%d\n%d\n%d\n%d\n%s\n%s"
            .formatted(
                modified * 1_000,
                expiry * 1_000,
                sortIndex,
                id.getBytes(StandardCharsets.UTF_8).length,
                id,
                hex(payload));
    return RowDigest.of(bso) == first64Bits(text);
  }

  /** Any characters of the basic multilingual plane, line feeds among them. */
  private static String text(SplittableRandom random, int most) {
    var text = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      text.append((char) random.nextInt(1, 0xd800));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void digest_tellsWhereTheIdEnds(int cut) {
    String joined = "a\nb\nc\nd";
    Bso whole = bso(joined.substring(0, cut), null, joined.substring(cut));
    Bso shifted = bso(joined.substring(0, cut - 1), null, joined.substring(cut - 1));
    assertThat(RowDigest.of(whole)).isNotEqualTo(RowDigest.of(shifted));
  }

  @Test
  void digest_tellsNoSortIndexFromZero() {
    assertThat(RowDigest.of(bso("a", null, "p"))).isNotEqualTo(RowDigest.of(bso("a", 0, "p")));
  }
}
