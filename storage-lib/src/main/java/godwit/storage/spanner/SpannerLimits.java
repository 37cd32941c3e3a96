package godwit.storage.spanner;

import godwit.model.Bso;
import godwit.model.UserKey;
import godwit.storage.Write;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What Spanner never takes, however often it is sent. Found out before anything is sent, since one
 * such row would fail the commit of all others, and a lone surrogate would silently be changed.
 */
public final class SpannerLimits {
  /** Characters of one STRING cell; at four bytes each they are its 10 MiB too. */
  public static final int MAX_CELL_CHARACTERS = 2_621_440;

  /** Bytes of a whole key. */
  public static final int MAX_KEY_BYTES = 8 * 1_024;

  /** 0001-01-01T00:00:00Z in microseconds. */
  public static final long MIN_MICROS = -62_135_596_800_000_000L;

  /** The last microsecond of the year 9999. */
  public static final long MAX_MICROS = 253_402_300_799_999_999L;

  private static final int INT64_BYTES = 8;

  /** Columns of {@code bsos}, {@code payload_link} included: it is written as NULL. */
  private static final int BSO_CELLS = 9;

  private static final int COLLECTION_CELLS = 6;

  private SpannerLimits() {}

  /**
   * What a write takes of a commit's {@link godwit.storage.CommitLimits}.
   *
   * @param mutations one a cell, one a deleted key
   * @param bytes UTF-8 bytes of texts, and eight a number or time
   */
  public record Cost(int mutations, long bytes) {}

  /** Why Spanner would never take the write, without any of its payload; nothing if it may. */
  public static Optional<String> problem(Write write) {
    Optional<String> key = keyProblem(write.user(), idOf(write));
    if (key.isPresent()) {
      return key;
    }
    if (write instanceof Write.PutBso put) {
      return payloadProblem(put.bso());
    }
    return write instanceof Write.PutCollection put
        ? timeProblem(put.modifiedMicros())
        : Optional.empty();
  }

  /** What the write takes of a commit. */
  public static Cost cost(Write write) {
    long key = keyBytes(write.user(), idOf(write));
    if (write instanceof Write.PutBso put) {
      return new Cost(BSO_CELLS, key + 3 * INT64_BYTES + put.payloadBytes());
    }
    return write instanceof Write.PutCollection
        ? new Cost(COLLECTION_CELLS, key + 3 * INT64_BYTES)
        : new Cost(1, key);
  }

  private static String idOf(Write write) {
    if (write instanceof Write.PutBso put) {
      return put.bso().id();
    }
    return write instanceof Write.DeleteBso delete ? delete.id() : "";
  }

  private static Optional<String> keyProblem(UserKey user, String id) {
    if (isBroken(user.fxaUid()) || isBroken(user.fxaKid())) {
      return Optional.of("the user's key has an unpaired surrogate");
    }
    if (isBroken(id)) {
      return Optional.of("the id has an unpaired surrogate");
    }
    long bytes = keyBytes(user, id);
    return bytes > MAX_KEY_BYTES
        ? Optional.of("the key has " + bytes + " bytes; Spanner takes " + MAX_KEY_BYTES)
        : Optional.empty();
  }

  private static Optional<String> payloadProblem(Bso bso) {
    String payload = bso.payload();
    if (isBroken(payload)) {
      return Optional.of("the payload has an unpaired surrogate");
    }
    int characters = payload.codePointCount(0, payload.length());
    return characters > MAX_CELL_CHARACTERS
        ? Optional.of(
            "the payload has " + characters + " characters; Spanner takes " + MAX_CELL_CHARACTERS)
        : Optional.empty();
  }

  private static Optional<String> timeProblem(long micros) {
    return micros < MIN_MICROS || micros > MAX_MICROS
        ? Optional.of("the time " + micros + " µs is not within the years 1 to 9999")
        : Optional.empty();
  }

  private static long keyBytes(UserKey user, String id) {
    return utf8(user.fxaUid()) + utf8(user.fxaKid()) + INT64_BYTES + utf8(id);
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether a surrogate stands alone: there is no UTF-8 for it. */
  public static boolean isBroken(String text) {
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        return true;
      }
      i += Character.charCount(codePoint);
    }
    return false;
  }
}
