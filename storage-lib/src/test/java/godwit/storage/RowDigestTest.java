package godwit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Bso;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

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

  @Property
  void digest_isTheHashOfTheDocumentedText(
      @ForAll @LongRange(min = 0, max = SyncTimestamp.MAX_MILLIS) long modified,
      @ForAll @LongRange(min = Expiry.MIN_MILLIS, max = SyncTimestamp.MAX_MILLIS) long expiry,
      @ForAll int sortIndex,
      @ForAll String id,
      @ForAll String payload)
      throws NoSuchAlgorithmException {
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
    assertThat(RowDigest.of(bso)).isEqualTo(first64Bits(text));
  }

  @Property
  void digest_tellsWhereTheIdEnds(@ForAll @IntRange(min = 1, max = 6) int cut) {
    String joined = "a\nb\nc\nd";
    Bso whole = bso(joined.substring(0, cut), null, joined.substring(cut));
    Bso shifted = bso(joined.substring(0, cut - 1), null, joined.substring(cut - 1));
    assertThat(RowDigest.of(whole)).isNotEqualTo(RowDigest.of(shifted));
  }

  @Example
  void digest_tellsNoSortIndexFromZero() {
    assertThat(RowDigest.of(bso("a", null, "p"))).isNotEqualTo(RowDigest.of(bso("a", 0, "p")));
  }
}
