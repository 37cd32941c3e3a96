package godwit.pipelines.policy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record is a tombstone, as far as a server can tell: it cannot read the record, but a
 * tombstone says so little that its ciphertext is shorter than that of any live record of most
 * collections. AES in blocks of 16 with PKCS#7 padding makes {@code 16 * (n / 16 + 1)} bytes out of
 * {@code n}.
 *
 * <p>What clients have ever written, for an id of {@code L} bytes:
 *
 * <ul>
 *   <li>id and deleted, in either order: {@code n = 24 + L};
 *   <li>desktop's old bookmarks engine, with a type as well: {@code n = 38 + L};
 *   <li>the Rust components since late 2022, deleted alone: {@code n = 16}.
 * </ul>
 */
public final class RecordTombstone {
  /**
   * No tombstone has a larger payload: the longest form with an id of 64 characters makes 112 bytes
   * of ciphertext, 275 of payload, and 176 characters of base64 that could all be escaped slashes.
   */
  public static final int MAX_PAYLOAD_BYTES = 275 + 176;

  private static final int BLOCK = 16;
  private static final int WITH_ID = 24;
  private static final int WITH_TYPE = 38;
  private static final int BARE = 16;

  /**
   * Bytes of the smallest live record that is real, without its id. Forms: a name and a value of
   * one letter each. Extension-storage: an extension's id has at least four characters. Addresses:
   * a version and no field at all, which no known client writes; an odd one might.
   */
  private static final Map<String, Integer> SMALLEST_LIVE =
      Map.of(
          "bookmarks", 54,
          "passwords", 137,
          "history", 54,
          "addons", 114,
          "addresses", 31,
          "creditcards", 98,
          "extension-storage", 36,
          "forms", 32);

  private RecordTombstone() {}

  /** What a record is. */
  public enum Verdict {
    /** No live record of the collection can look like that. */
    TOMBSTONE,
    /** Not encrypted by a known client, or longer than any tombstone. */
    LIVE,
    /** A tombstone could have that length, and so could a live record. */
    AMBIGUOUS,
    /** Too short for a live record, and yet no client writes such a tombstone. */
    ODD;

    /** Whether devices may need the record to know of a deletion. */
    public boolean mayBeTombstone() {
      return this == TOMBSTONE || this == AMBIGUOUS;
    }
  }

  /**
   * Judges a record.
   *
   * @param collection its name, as clients spell it
   * @param payload its payload, or null if it is larger than {@link #MAX_PAYLOAD_BYTES} or kept
   *     elsewhere
   */
  public static Verdict judge(String collection, String id, @Nullable String payload) {
    if (payload == null || payload.length() > MAX_PAYLOAD_BYTES) {
      return Verdict.LIVE;
    }
    Optional<CipherWrapper> wrapper = CipherWrapper.parse(payload);
    if (wrapper.isEmpty()) {
      return Verdict.LIVE;
    }
    int length = id.getBytes(StandardCharsets.UTF_8).length;
    return judge(collection, length, wrapper.get().ciphertextBytes());
  }

  /** Judges a length of ciphertext beside the length of the record's id, both in bytes. */
  static Verdict judge(String collection, int idLength, int ciphertext) {
    boolean isTombstones = tombstoneLengths(collection, idLength).contains(ciphertext);
    Integer smallest = SMALLEST_LIVE.get(collection);
    // Of an unknown collection nothing is known but what its tombstones must look like.
    boolean canBeLive = smallest != null && ciphertext >= blocks(smallest + idLength);
    if (isTombstones) {
      return canBeLive ? Verdict.AMBIGUOUS : Verdict.TOMBSTONE;
    }
    return smallest == null || canBeLive ? Verdict.LIVE : Verdict.ODD;
  }

  /** Bytes of ciphertext that a tombstone of the collection can have. */
  static Set<Integer> tombstoneLengths(String collection, int idLength) {
    Set<Integer> lengths = new TreeSet<>();
    lengths.add(blocks(BARE));
    lengths.add(blocks(WITH_ID + idLength));
    if (collection.equals("bookmarks")) {
      lengths.add(blocks(WITH_TYPE + idLength));
    }
    return lengths;
  }

  /** Bytes of ciphertext for so many of cleartext. */
  static int blocks(int cleartext) {
    return BLOCK * (cleartext / BLOCK + 1);
  }
}
